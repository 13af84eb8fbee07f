using CsCheck;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class FeedSizeTests
{
    [Fact]
    public void No_format_makes_more_of_an_entry_than_was_reckoned() => AnyFeed.Entry.Sample(entry =>
    {
        foreach (var format in Enum.GetValues<FeedFormat>())
            Assert.InRange(Reading.Bytes(format, SomeFeed.With(entry)).Length, 1, FeedSize.Of(entry) + 4096 + 1500);
    }, iter: 300);

    [Theory]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("\"")]
    [InlineData("\n")]
    [InlineData("あ")]
    [InlineData("👩‍💻")]
    [InlineData("\u2028")]
    public void A_feed_never_passes_its_bound(string text)
    {
        const int max = 300_000;
        var entries = Enumerable.Range(0, 50).Select(i => SomeFeed.Entry(html: string.Concat(Enumerable.Repeat(text, 4000))) with { Id = $"tag:{i}" });
        var cut = FeedSize.Cut(entries, max).ToArray();
        Assert.InRange(cut.Length, 2, 49);
        Assert.All(Enum.GetValues<FeedFormat>(), format => Assert.InRange(Reading.Bytes(format, SomeFeed.With(cut)).Length, 1, max));
    }

    [Fact]
    public void One_entry_that_fits_nowhere_gives_its_summary_alone()
    {
        var cut = FeedSize.Cut([SomeFeed.Entry(html: new string('a', 200_000)), SomeFeed.Entry()], 100_000).ToList();
        Assert.Equal([null, "<p>Text.</p>"], cut.Select(entry => entry.Html));
    }

    [Fact]
    public void Without_a_bound_nothing_is_cut()
    {
        var entries = new[] { SomeFeed.Entry(html: new string('a', 200_000)) };
        Assert.Same(entries, FeedSize.Cut(entries, 0));
    }
}
