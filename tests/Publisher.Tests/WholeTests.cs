using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests;

/// <summary>The main job, end to end: a post is saved, the feeds follow, and each reader gets what was asked for, once.</summary>
public sealed class WholeTests : IAsyncDisposable
{
    // A Friday noon in Tokyo.
    private static readonly DateTimeOffset Friday = new(2026, 2, 13, 12, 0, 1, TimeSpan.FromHours(9));
    private static readonly DateTimeOffset Monday = new(2026, 2, 16, 8, 0, 0, TimeSpan.FromHours(9));

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_reader_gets_what_was_asked_for_once_even_over_restarts()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("An old post"));
        await StartAsync(Friday);
        await SubscribeAsync("instant@example.com", "instant");
        await SubscribeAsync("weekly@example.com", "weekly");
        await SubscribeAsync("gone@example.com", "instant");
        await UnsubscribeAsync("gone@example.com");

        folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWSのAIインフラ売上1兆円突破\uFFFD"));
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("AWSのAIインフラ売上1兆円突破\uFFFD", StringComparison.Ordinal), "the post in the feed");
        Assert.Contains("AWSのAIインフラ売上1兆円突破\uFFFD", await File.ReadAllTextAsync(folder["public/atom.xml"]), StringComparison.Ordinal);
        Assert.Contains("AWSのAIインフラ売上1兆円突破\uFFFD", await File.ReadAllTextAsync(folder["public/feed.json"]), StringComparison.Ordinal);
        await Publisher.UntilAsync(() => Issues("instant@example.com").Count == 1, "the mail of the first post");

        await RestartAsync();
        folder.Write("posts/2026-02-13-second.md", Some.PostText("The second of the week", "2026-02-13 09:00:00 +0900"));
        await Publisher.UntilAsync(() => Issues("instant@example.com").Count == 2, "the mail of the second post");
        await RestartAsync();

        await Publisher.AdvanceToAsync(Monday.AddSeconds(-1), TimeSpan.FromMinutes(20));
        Assert.Empty(Issues("weekly@example.com"));
        await Publisher.AdvanceToAsync(Monday.AddMinutes(1), TimeSpan.FromSeconds(1));
        await Publisher.UntilAsync(() => Issues("weekly@example.com").Count == 1, "the digest on Monday");
        await RestartAsync();
        await Publisher.AdvanceToAsync(Monday.AddHours(2), TimeSpan.FromMinutes(10));

        var digest = Assert.Single(Issues("weekly@example.com"));
        Assert.Contains("AWSのAIインフラ売上1兆円突破\uFFFD", digest.Message.TextBody, StringComparison.Ordinal);
        Assert.Contains("The second of the week", digest.Message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("An old post", digest.Message.TextBody, StringComparison.Ordinal);
        Assert.Equal(["AWSのAIインフラ売上1兆円突破\uFFFD", "The second of the week"], Issues("instant@example.com").Select(mail => mail.Message.Subject));
        Assert.Empty(Issues("gone@example.com"));
        Assert.Equal("List-Unsubscribe=One-Click", digest.Message.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task What_was_there_when_the_folder_was_first_seen_is_never_mailed()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("An old post"));
        folder.Write("posts/2026-01-02-broken.md", "---\ntitle: [\n---\n");
        await StartAsync(Friday);
        await SubscribeAsync("instant@example.com", "instant");

        folder.Write("posts/2026-01-01-old.md", Some.PostText("An old post, edited"));
        folder.Write("posts/2026-01-02-broken.md", Some.PostText("Mended", "2026-01-02"));
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")) is var feed && feed.Contains("edited", StringComparison.Ordinal) && feed.Contains("Mended", StringComparison.Ordinal), "the edits in the feed");
        File.Move(folder["posts/2026-01-01-old.md"], folder["posts/2026-01-01-renamed.md"]);
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("renamed", StringComparison.Ordinal), "the new name in the feed");
        await Publisher.AdvanceToAsync(Friday.AddHours(1), TimeSpan.FromMinutes(1));

        Assert.Empty(Issues("instant@example.com"));
    }

    [Fact]
    public async Task A_time_that_was_missed_is_caught_up_once()
    {
        await StartAsync(Friday);
        await SubscribeAsync("weekly@example.com", "weekly");
        folder.Write("posts/2026-02-13-new.md", Some.PostText("New", "2026-02-13"));
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("New", StringComparison.Ordinal), "the post in the feed");
        await Publisher.QuietAsync();
        await StopAsync();

        await StartAsync(Monday.AddDays(9));
        await Publisher.UntilAsync(() => Issues("weekly@example.com").Count == 1, "the late digest");
        await Publisher.AdvanceToAsync(Monday.AddDays(9).AddHours(1), TimeSpan.FromMinutes(5));
        Assert.Single(Issues("weekly@example.com"));
    }

    [Fact]
    public async Task A_crowd_of_new_posts_is_published_but_not_mailed()
    {
        await StartAsync(Friday, "newsletter.budget=3");
        await SubscribeAsync("instant@example.com", "instant");
        for (var i = 0; i < 4; i++)
            folder.Write($"incoming/2026-02-0{i + 1}-post.md", Some.PostText($"Post {i}", $"2026-02-0{i + 1}"));
        Directory.Move(folder["incoming"], folder["posts/moved-here"]);
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/rss.xml")).Contains("Post 3", StringComparison.Ordinal), "the posts in the feed");
        await Publisher.AdvanceToAsync(Friday.AddMinutes(30), TimeSpan.FromMinutes(1));

        Assert.Empty(Issues("instant@example.com"));
        Assert.Contains(Publisher.Log.Warnings, line => line.Contains("newsletter.budget (3)", StringComparison.Ordinal));
    }

    private Task StartAsync(DateTimeOffset now, params string[] settings) => StartAsync(now, settings.ToList());

    private async Task StartAsync(DateTimeOffset now, List<string> settings) => publisher = await RunningPublisher.StartAsync(
        folder,
        now,
        [
            "site.timeZone=Asia/Tokyo",
            "mail.transport=smtp",
            "mail.from=Blog <news@blog.example>",
            "mail.smtp.host=127.0.0.1",
            $"mail.smtp.port={smtp.Port}",
            "mail.smtp.security=none",
            .. settings,
        ]);

    private async Task StopAsync()
    {
        await Publisher.DisposeAsync();
        publisher = null;
    }

    private async Task RestartAsync()
    {
        var now = Publisher.Time.GetUtcNow();
        await StopAsync();
        await StartAsync(now.AddSeconds(1));
    }

    private async Task SubscribeAsync(string email, string cadence)
    {
        using var asked = await Publisher.PostAsync("/subscribe", ("email", email), ("cadence", cadence));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await Publisher.UntilAsync(() => smtp.Received.Any(mail => mail.To == email), $"the mail that asks {email} to confirm");
        var path = RunningPublisher.PathIn(smtp.Received.Last(mail => mail.To == email).Message.TextBody, "confirm");
        Assert.Contains("<form", await Publisher.GetAsync(path), StringComparison.Ordinal);
        using var confirmed = await Publisher.PostAsync(path);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
    }

    private async Task UnsubscribeAsync(string email)
    {
        var path = RunningPublisher.PathIn(smtp.Received.Last(mail => mail.To == email).Message.TextBody, "confirm");
        using var again = await Publisher.PostAsync(path);
        var preferences = RunningPublisher.PathIn(await again.Content.ReadAsStringAsync(), "preferences");
        var unsubscribe = RunningPublisher.PathIn(await Publisher.GetAsync(preferences), "unsubscribe");
        using var left = await Publisher.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"));
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
    }

    private List<ReceivedMail> Issues(string email) =>
        [.. smtp.Received.Where(mail => mail.To == email && mail.Message.Headers["List-Unsubscribe"] is not null)];
}
