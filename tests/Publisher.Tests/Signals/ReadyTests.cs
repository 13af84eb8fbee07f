using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Signals;

/// <summary>What the service needs is really tried.</summary>
public sealed class ReadyTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Without_a_mail_server_it_is_not_ready_and_asks_it_no_more_than_once_a_minute()
    {
        await using var smtp = new SmtpServer();
        await StartAsync("mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await ReadyAsync()).Status);
            Publisher.Time.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(1, smtp.Connections);
        await smtp.DisposeAsync();
        Publisher.Time.Advance(TimeSpan.FromMinutes(1));
        var (status, text) = await ReadyAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("no mail server lets us in", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_to_makes_it_not_ready_and_the_answer_does_not_wait_for_it()
    {
        await StartAsync();
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = Publisher.Database.WriteAsync(
            async _ =>
            {
                held.SetResult();
                await release.Task;
            },
            TestContext.Current.CancellationToken);
        await held.Task;

        var asked = ReadyAsync();
        await Publisher.UntilAsync(() => asked.IsCompleted, "the answer");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await asked).Status);
        Assert.Contains("could not be written to within 5 seconds", (await asked).Text, StringComparison.Ordinal);

        release.SetResult();
        await writing;
        Publisher.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync()).Status);
    }

    private async Task StartAsync(params string[] settings)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(folder, Start, settings);
        await Publisher.QuietAsync();
    }

    private async Task<(HttpStatusCode Status, string Text)> ReadyAsync()
    {
        using var answer = await Publisher.Http.GetAsync("/health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
