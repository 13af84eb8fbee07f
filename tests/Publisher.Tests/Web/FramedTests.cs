using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Sites that may frame the form, and may frame nothing else.</summary>
public sealed class FramedTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private RunningPublisher publisher = null!;

    public async ValueTask InitializeAsync() =>
        publisher = await RunningPublisher.StartAsync(folder, new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero), "subscribers.framedBy=https://shop.example,https://www.shop.example");

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_named_sites_frame_the_form_and_its_answer_and_no_other_page()
    {
        using var form = await publisher.Http.GetAsync("/subscribe");
        using var answer = await publisher.PostAsync("/subscribe", ("email", "reader@example.com"));
        using var home = await publisher.Http.GetAsync("/");

        Assert.All([form, answer], page => Assert.Contains("frame-ancestors https://shop.example https://www.shop.example;", Policy(page), StringComparison.Ordinal));
        Assert.Contains("frame-ancestors 'none';", Policy(home), StringComparison.Ordinal);
    }

    private static string Policy(HttpResponseMessage page) => string.Join(' ', page.Headers.GetValues("Content-Security-Policy"));
}
