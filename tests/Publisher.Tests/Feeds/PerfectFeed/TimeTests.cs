using System.Globalization;
using Publisher.Tests.Support;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Dates that tell the truth, and never move by themselves: points 6 to 9.</summary>
public sealed class TimeTests : PerfectFeedTests
{
    [Theory]
    [InlineData("sv_SE.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    [InlineData("th_TH.UTF-8")]
    public async Task Point_06_Dates_are_English_and_of_four_digits_whatever_the_machine_speaks(string culture)
    {
        Post("a.md", "title: Old\ndate: 0999-12-31 23:59:59 +0000");
        Post("b.md", "title: Far east\ndate: 2026-01-01 00:30:00 +0900");
        var (code, output) = await PublisherProcess.RunAsync(Folder, new Dictionary<string, string> { ["LC_ALL"] = culture, ["LANG"] = culture, ["TZ"] = "Asia/Riyadh" }, "build", "--set", "site.url=https://blog.example/", "--set", "feeds.folder=public");
        Assert.True(code == 0, output);

        var rss = await File.ReadAllTextAsync(Folder["public/rss.xml"], Cancel);
        Assert.Contains("<pubDate>Wed, 31 Dec 2025 15:30:00 GMT</pubDate>", rss, StringComparison.Ordinal);
        Assert.Contains("<pubDate>Tue, 31 Dec 0999 23:59:59 GMT</pubDate>", rss, StringComparison.Ordinal);
        Assert.Contains("<lastBuildDate>Wed, 31 Dec 2025 15:30:00 GMT</lastBuildDate>", rss, StringComparison.Ordinal);
        Assert.Contains("<updated>2025-12-31T15:30:00Z</updated>", await File.ReadAllTextAsync(Folder["public/atom.xml"], Cancel), StringComparison.Ordinal);
        Assert.Contains("\"date_published\": \"0999-12-31T23:59:59Z\"", await File.ReadAllTextAsync(Folder["public/feed.json"], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Point_07_Published_never_moves_and_updated_only_by_a_change_or_a_date()
    {
        Post("2026-02-11-a.md", "title: A", "Text.");
        Post("2026-02-12-b.md", "title: B\nlast_modified_at: 2026-02-20 10:00:00 +0000", "Text.");
        await StartAsync();
        var first = Files();
        Assert.Equal("2026-02-20T10:00:00Z", (await FeedAsync()).Updated);

        // A touch, a checkout, a restart: nothing that a reader would see.
        File.SetLastWriteTimeUtc(Folder["posts/2026-02-11-a.md"], DateTime.UtcNow.AddYears(1));
        await PassAsync();
        File.Delete(Folder["posts/2026-02-11-a.md"]);
        Post("2026-02-11-a.md", "title: A", "Text.");
        await PassAsync();
        await StartAsync();
        await PassAsync();
        Assert.Equal(first, Files());

        Post("2026-02-11-a.md", "title: A", "Another text.");
        await UntilFeedHoldsAsync("Another text.");
        var (changed, now) = (await FeedAsync(), Publisher.Time.GetUtcNow());
        Assert.Equal((Day(11), true), (changed["A"].Published, changed["A"].Updated > Start && changed["A"].Updated <= now));
        Assert.Equal((Day(12), Day(20).AddHours(10)), (changed["B"].Published, changed["B"].Updated));
        Assert.Equal(changed["A"].Updated, DateTimeOffset.Parse(changed.Updated!, CultureInfo.InvariantCulture));
        Assert.Equal(changed["A"].Updated, DateTimeOffset.Parse((await FeedAsync("/rss.xml")).Updated!, CultureInfo.InvariantCulture));
        Assert.Equal(changed["A"].Updated, (await FeedAsync("/feed.json"))["A"].Updated);

        // What is said of the time counts before what was seen.
        Post("2026-02-11-a.md", "title: A\nupdated: 2026-02-25", "Another text.");
        await UntilFeedAsync(feed => SeenFeed.Of(feed)["A"].Updated == Day(25), "the date that was written");
        Assert.Equal("2026-02-25T00:00:00Z", (await FeedAsync()).Updated);
    }

    [Fact]
    public async Task Point_08_Posts_of_one_day_without_a_time_have_times_and_an_order_that_stay()
    {
        var before = await StartWithOneDayAsync();
        Assert.All(before[0].Entries, entry => Assert.Equal(new DateTime(2026, 2, 11), entry.Published.UtcDateTime.Date));
        Assert.All(before, feed => Assert.Equal(before[0].Titles, feed.Titles));

        // One more of that day, whose name comes first, and one that goes.
        Post("2026-02-11-0.md", "title: new");
        await UntilFeedHoldsAsync("new");
        File.Delete(Folder["posts/2026-02-11-b.md"]);
        await UntilFeedAsync(feed => !feed.Contains("<title type=\"text\">b</title>", StringComparison.Ordinal), "b to go");
        await StartAsync();
        var after = await FeedAsync();
        Assert.All(new[] { "a", "c" }, title => Assert.Equal(before[1][title].Published, after[title].Published));
        Assert.Equal(before[1].Titles.Where(title => title != "b"), after.Titles.Where(title => title != "new"));
    }

    [Fact]
    public async Task Point_08_Posts_of_one_day_without_a_time_have_times_that_differ()
    {
        foreach (var feed in await StartWithOneDayAsync())
        {
            Assert.Equal(3, feed.Entries.Select(entry => entry.Published).Distinct().Count());
            Assert.Equal(3, feed.Entries.Select(entry => entry.Updated ?? entry.Published).Distinct().Count());
        }
    }

    [Fact]
    public async Task Point_08_A_post_that_comes_back_has_the_time_that_it_had()
    {
        var before = (await StartWithOneDayAsync())[0];
        var text = await File.ReadAllTextAsync(Folder["posts/2026-02-11-b.md"], Cancel);
        File.Delete(Folder["posts/2026-02-11-b.md"]);
        await UntilFeedAsync(feed => !feed.Contains("<title type=\"text\">b</title>", StringComparison.Ordinal), "b to go");
        Post("2026-02-11-x.md", "title: x");
        await UntilFeedHoldsAsync(">x<");
        await File.WriteAllTextAsync(Folder["posts/2026-02-11-b.md"], text, Cancel);
        await UntilFeedHoldsAsync(">b<");
        await StartAsync();
        var after = await FeedAsync();
        Assert.Equal(before["b"].Published, after["b"].Published);
        Assert.Equal(4, after.Entries.Select(entry => entry.Published).Distinct().Count());

        // A date that its author changes is taken at its word.
        Post("2026-02-11-b.md", "title: b\ndate: 2026-02-11 07:30:00 +0000");
        await UntilFeedAsync(feed => SeenFeed.Of(feed)["b"].Published == Day(11).AddHours(7.5), "the new date");
    }

    [Fact]
    public async Task Point_09_A_post_of_the_future_appears_when_it_is_due_with_no_file_touched()
    {
        Post("a.md", "title: Later\ndate: 2026-03-01 12:00:00 +0000");
        await StartAsync();
        await Publisher.AdvanceToAsync(Start.AddHours(3).AddSeconds(-1), TimeSpan.FromMinutes(2));
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Empty(feed.Entries));
        await Publisher.AdvanceToAsync(Start.AddHours(3).AddSeconds(1), TimeSpan.FromSeconds(1));
        await UntilFeedHoldsAsync("Later");
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal(Start.AddHours(3), Assert.Single(feed.Entries).Published));
    }

    private async Task<SeenFeed[]> StartWithOneDayAsync()
    {
        foreach (var name in new[] { "c", "a", "b" })
            Post($"2026-02-11-{name}.md", $"title: {name}");
        await StartAsync();
        return await Task.WhenAll(Formats.Select(FeedAsync));
    }

    private static DateTimeOffset Day(int day) => new(2026, 2, day, 0, 0, 0, TimeSpan.Zero);
}
