using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Links to confirm: for one request, for three days, and by a button.</summary>
public sealed class ConfirmTests : WebTests
{
    private const string Email = "reader@example.com";

    [Fact]
    public async Task To_look_confirms_nothing_and_the_button_does()
    {
        var path = await ConfirmPathAsync(Email);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await HeadAsync(path)).Status);
            Assert.Contains($"<form method=\"post\" action=\"{path}\">", (await GetAsync(path)).Text, StringComparison.Ordinal);
        }

        await SendAsync(HttpMethod.Options, path);
        Assert.Equal("unconfirmed", await StatusAsync(Email));

        var confirmed = await PostAsync(path);
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);
        Assert.Contains("<h1>You are subscribed</h1>", confirmed.Text, StringComparison.Ordinal);
        Assert.Equal("confirmed", await StatusAsync(Email));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(path)).Status);
    }

    [Fact]
    public async Task The_address_is_masked()
    {
        var page = await GetAsync(await ConfirmPathAsync(Email));

        Assert.Contains("r•••@example.com", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_three_days_the_link_is_dead_for_looking_and_for_pressing()
    {
        var path = await ConfirmPathAsync(Email);
        Publisher.Time.Advance(TimeSpan.FromDays(3) - (Publisher.Time.GetUtcNow() - Start));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path)).Status);

        Publisher.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(path)).Status);
        Assert.Equal("unconfirmed", await StatusAsync(Email));
    }

    [Fact]
    public async Task A_newer_request_ends_the_older_link()
    {
        var older = await ConfirmPathAsync(Email);
        Publisher.Time.Advance(TimeSpan.FromHours(25));
        var newer = await ConfirmPathAsync(Email);

        Assert.NotEqual(older, newer);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(older)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(older)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(newer)).Status);
    }

    [Fact]
    public async Task A_request_that_sends_no_mail_leaves_the_mailed_link_in_force()
    {
        var path = await ConfirmPathAsync(Email);
        await PostAsync("/subscribe", ("email", Email), ("cadence", "weekly"));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(path)).Status);
        Assert.Equal(["weekly"], await QueryAsync("select cadence from subscribers where status = 'confirmed'"));
    }

    [Fact]
    public async Task The_link_cannot_bring_back_a_reader_who_left()
    {
        var path = await ConfirmPathAsync(Email);
        var preferences = RunningPublisher.PathIn((await PostAsync(path)).Text, "preferences");
        await PostAsync(RunningPublisher.PathIn((await GetAsync(preferences)).Text, "unsubscribe"));

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(path)).Status);
        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }

    [Fact]
    public async Task A_reader_who_left_comes_back_by_a_new_request()
    {
        await PostAsync((await ReaderAsync(Email)).Unsubscribe);
        Publisher.Time.Advance(TimeSpan.FromHours(25));
        await PostAsync(await ConfirmPathAsync(Email));

        Assert.Equal(["confirmed"], await QueryAsync("select status from subscribers where unsubscribed_at is null"));
    }
}
