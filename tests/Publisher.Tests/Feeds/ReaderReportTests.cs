using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Feeds.Readers;
using Publisher.Scheduling;
using Publisher.Tests.Support;

namespace Publisher.Tests.Feeds;

/// <summary>How many people read a feed, by the word of reader services.</summary>
public sealed class ReaderReportTests
{
    [Theory]
    [InlineData("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 42 subscribers; like FeedFetcher-Google)", "Feedly", 42)]
    [InlineData("Feedbin feed-id:1373711 - 7 subscribers", "Feedbin", 7)]
    [InlineData("NewsBlur Feed Fetcher - 12 subscribers - http://www.newsblur.com/site/1 (Mozilla/5.0)", "NewsBlur Feed Fetcher", 12)]
    [InlineData("Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 1 subscriber; )", "Inoreader", 1)]
    [InlineData("Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 3 subscribers)", "BazQux", 3)]
    [InlineData("Mozilla/5.0 (compatible; theoldreader.com; 5 subscribers; feed-id=abc)", "theoldreader.com", 5)]
    [InlineData("Feedspot/1.0 (+https://www.feedspot.com/fs/fetcher; like FeedFetcher-Google; 9 subscribers)", "Feedspot", 9)]
    public void A_service_says_for_how_many_it_fetches(string agent, string service, long readers) =>
        Assert.Equal(new ReaderReport(service, readers), ReaderReport.Of(agent));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NetNewsWire (RSS Reader; https://netnewswire.com/)")]
    [InlineData("Made/1.0 (99999999999999 subscribers)")]
    [InlineData("Made/1.0 (999999999 subscribers)")]
    [InlineData("(12 subscribers)")]
    [InlineData("subscribers")]
    public void Any_other_says_nothing(string? agent) => Assert.Null(ReaderReport.Of(agent));

    [Fact]
    public void Whatever_it_says_a_name_is_short_and_plain() => Gen.String[0, 600].Sample(text =>
    {
        if (ReaderReport.Of(text + " 12 subscribers") is { } report)
            Assert.Matches("^[A-Za-z0-9._ -]{1,40}$", report.Service);
    });

    [Fact]
    public async Task The_last_word_of_each_service_is_kept_over_a_restart_and_no_address_is()
    {
        using var folder = new TemporaryFolder();
        folder.Write("posts/2026-02-11-a.md", Some.PostText());
        await using (var publisher = await RunningPublisher.StartAsync(folder, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)))
        {
            foreach (var (path, agent) in new[] { ("/rss.xml", "Feedly/1.0 (9 subscribers)"), ("/rss.xml", "Feedly/1.0 (11 subscribers)"), ("/atom.xml", "Feedly/1.0 (2 subscribers)"), ("/nothing", "Feedly/1.0 (5 subscribers)") })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation("User-Agent", agent);
                (await publisher.Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
            }

            await publisher.Services.GetRequiredService<Rounds>().LookAsync(TestContext.Current.CancellationToken);
        }

        await using var again = await RunningPublisher.StartAsync(folder, new(2026, 3, 1, 1, 0, 0, TimeSpan.Zero));
        var counts = await again.Services.GetRequiredService<ReaderCounts>().AllAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("rss.xml", "Feedly", 11), ("atom.xml", "Feedly", 2L)], counts.Select(count => (count.Feed, count.Service, count.Readers)));
    }
}
