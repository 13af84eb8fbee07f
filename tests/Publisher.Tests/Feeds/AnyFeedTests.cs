using System.Globalization;
using System.ServiceModel.Syndication;
using CsCheck;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class AnyFeedTests
{
    private const int Iterations = 500;

    [Theory]
    [InlineData("Rss")]
    [InlineData("Atom")]
    [InlineData("Json")]
    public void Any_feed_is_written_and_reads_strictly(string format) => AnyFeed.Feed.Sample(feed =>
    {
        byte[] bytes = Reading.Bytes(Enum.Parse<FeedFormat>(format), feed);
        Assert.Equal(format == "Json" ? (byte)'{' : (byte)'<', bytes[0]);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }, iter: Iterations);

    [Fact]
    public void Any_text_reads_back_from_RSS() => AnyFeed.Feed.Sample(feed =>
    {
        var read = Reading.Load(FeedFormat.Rss, feed);
        Assert.Equal(XmlText.Clean(feed.Title), read.Title.Text);
        foreach (var (entry, item) in feed.Entries.Zip(read.Items))
        {
            Compare(entry, item);
            var encoded = item.ElementExtensions.ReadElementExtensions<string>("encoded", "http://purl.org/rss/1.0/modules/content/");
            Assert.Equal(entry.Html is null ? null : XmlText.Clean(entry.Html), encoded.SingleOrDefault());
            Assert.Equal(XmlText.ToHtml(XmlText.Clean(entry.Summary)), item.Summary.Text);
        }
    }, iter: Iterations);

    [Fact]
    public void Any_text_reads_back_from_Atom() => AnyFeed.Feed.Sample(feed =>
    {
        var read = Reading.Load(FeedFormat.Atom, feed);
        Assert.Equal(XmlText.Clean(feed.Title), read.Title.Text);
        Assert.Equal(XmlText.Clean(feed.Id), read.Id);
        foreach (var (entry, item) in feed.Entries.Zip(read.Items))
        {
            Compare(entry, item);
            Assert.Equal(entry.Html is null ? null : XmlText.Clean(entry.Html), (item.Content as TextSyndicationContent)?.Text);
            Assert.Equal(XmlText.CleanOrNull(entry.Summary), item.Summary?.Text);
            Assert.Equal(Seconds(entry.Updated), item.LastUpdatedTime);
        }
    }, iter: Iterations);

    [Fact]
    public void Any_text_reads_back_from_JSON() => AnyFeed.Feed.Sample(feed =>
    {
        var read = Reading.Json(feed);
        Assert.Equal(XmlText.Clean(feed.Title), read.GetProperty("title").GetString());
        foreach (var (entry, item) in feed.Entries.Zip(read.GetProperty("items").EnumerateArray()))
        {
            Assert.Equal(XmlText.Clean(entry.Id), item.GetProperty("id").GetString());
            Assert.Equal(XmlText.Clean(entry.Title), item.GetProperty("title").GetString());
            Assert.Equal(XmlText.Clean(entry.Html ?? entry.Summary), item.GetProperty(entry.Html is null ? "content_text" : "content_html").GetString());
            Assert.Equal(Seconds(entry.Published), item.GetProperty("date_published").GetDateTimeOffset());
        }
    }, iter: Iterations);

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("ja-JP")]
    public void Every_culture_writes_the_same_bytes(string culture) => AnyFeed.Feed.Sample(feed =>
    {
        foreach (var file in FeedFormats.All)
            Assert.Equal(In("", () => FeedRenderer.Render(feed, file)), In(culture, () => FeedRenderer.Render(feed, file)));
    }, iter: Iterations / 5);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("0999-12-31T23:59:59Z", "Tue, 31 Dec 0999 23:59:59 GMT")]
    [InlineData("1969-07-20T20:17:40Z", "Sun, 20 Jul 1969 20:17:40 GMT")]
    [InlineData("9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT")]
    public void Every_year_has_four_digits(string instant, string rfc822)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        var feed = SomeFeed.With(SomeFeed.Entry() with { Published = at, Updated = at }) with { Updated = at };
        Assert.Contains($"<pubDate>{rfc822}</pubDate>", Reading.Text(FeedFormat.Rss, feed));
        Assert.Equal(2, Reading.Text(FeedFormat.Atom, feed).Split($"<updated>{instant}</updated>").Length - 1);
        Assert.Contains($"<published>{instant}</published>", Reading.Text(FeedFormat.Atom, feed));
        Assert.Contains($"\"date_modified\": \"{instant}\"", Reading.Text(FeedFormat.Json, feed));
    }

    private static void Compare(Entry entry, SyndicationItem item)
    {
        Assert.Equal(XmlText.Clean(entry.Id), item.Id ?? "");
        Assert.Equal(XmlText.Clean(entry.Title), item.Title.Text);
        Assert.Equal(Seconds(entry.Published), item.PublishDate);
        Assert.Equal(FeedAddress.Text(entry.Url), item.Links.Single().Uri.AbsoluteUri);
    }

    private static DateTimeOffset Seconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static T In<T>(string culture, Func<T> what)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return what();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
