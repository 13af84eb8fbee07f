using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class FeedPressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-press-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_entry_is_made_once_and_every_file_is_what_it_is_alone()
    {
        int made = 0;
        var feed = SomeFeed.With(Many(500));
        var changed = Print(feed with { Entries = feed.Entries.Select(entry => { made++; return entry; }), Authors = feed.Authors });
        Assert.Equal(500, made);
        Assert.Equal(FeedFormats.All.Select(file => file.Name), changed);
        Assert.All(FeedFormats.All, file => Assert.Equal(FeedRenderer.Render(feed, file), File.ReadAllBytes(Path.Combine(_folder, file.Name))));
        Assert.Empty(Print(feed));
    }

    [Fact]
    public void An_entry_that_cannot_be_made_leaves_every_file_as_it_was()
    {
        Print(SomeFeed.Hostile());
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "rss.xml"));
        var feed = SomeFeed.With(Many(50));
        Assert.Throws<FileNotFoundException>(() => Print(feed with { Entries = feed.Entries.Select((entry, i) => i < 40 ? entry : throw new FileNotFoundException()), Authors = [] }));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "rss.xml")));
        Assert.Equal(3 * FeedFormats.All.Count, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void An_entry_that_cannot_be_written_is_named_and_leaves_every_file_as_it_was()
    {
        Print(SomeFeed.Hostile());
        byte[] before = File.ReadAllBytes(Path.Combine(_folder, "feed.json"));
        var bad = SomeFeed.Entry("Bad post") with { Id = "tag:bad", Url = new("/relative", UriKind.Relative) };
        var fault = Assert.Throws<FeedException>(() => Print(SomeFeed.With([.. Many(50), bad, .. Many(50)])));
        Assert.Equal("tag:bad", fault.EntryId);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder, "feed.json")));
        Assert.Equal(3 * FeedFormats.All.Count, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void A_post_longer_than_any_buffer_is_read_back()
    {
        var feed = SomeFeed.With(SomeFeed.Entry(html: $"<p>{new string('\u3042', 300_000)}</p>"), SomeFeed.Entry());
        Assert.Equal(3, Print(feed).Count);
    }

    private IReadOnlyList<string> Print(Feed feed) => FeedPress.Print(feed, FeedFormats.All, new(_folder)).Changed;

    private static Entry[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => SomeFeed.Entry($"Post {i}") with { Id = $"tag:example.org,2026:{i}" })];
}
