using System.Text;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class PublishedFileTests : IDisposable
{
    private static readonly FeedFile s_rss = FeedFormats.Of(FeedFormat.Rss);

    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-feeds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_published_file_is_loaded_with_its_type_tag_and_time()
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", "<rss/>"u8);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "rss.xml"), SomeFeed.Noon.UtcDateTime);
        var file = files.Load(s_rss);
        Assert.NotNull(file);
        Assert.Equal("<rss/>", Encoding.UTF8.GetString(file.Bytes.Span));
        Assert.Equal("application/rss+xml; charset=utf-8", file.ContentType);
        Assert.Equal(SomeFeed.Noon, file.LastModified);
        Assert.Equal(PublishedFile.ETagOf("<rss/>"u8), file.ETag);
    }

    [Fact]
    public void What_is_not_there_is_not_loaded()
    {
        var files = new FeedFiles(Path.Combine(_folder, "none"));
        Assert.Null(files.Load(s_rss));
        files.Publish("feed.json", "{}"u8);
        Assert.Equal(["feed.json"], files.Load(FeedFormats.All).Select(file => file.Name));
    }

    [Fact]
    public void A_tag_is_strong_quoted_and_follows_the_content_alone()
    {
        string tag = PublishedFile.ETagOf("one"u8);
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal(tag, PublishedFile.ETagOf("one"u8));
        Assert.NotEqual(tag, PublishedFile.ETagOf("two"u8));
    }
}
