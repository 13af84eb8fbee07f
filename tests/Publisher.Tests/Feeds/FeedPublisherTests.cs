using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Feeds;
using Publisher.Feeds.Topics;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Tests.Posts;
using Publisher.Tests.Support;
using Publisher.WebSub;

namespace Publisher.Tests.Feeds;

/// <summary>Feeds of real posts in a real folder, with a real database where one is needed.</summary>
public sealed class FeedPublisherTests : IDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly TemporaryFolder folder = new();
    private readonly Blog blog = new();
    private readonly Database database;

    public FeedPublisherTests()
    {
        database = StorageRoom.Open(TestStorage.At(folder["publisher.db"]));
        new Migrator(database, blog.Time).MigrateAsync(Cancel).GetAwaiter().GetResult();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        blog.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_change_to_one_post_rewrites_only_the_feeds_it_stands_in()
    {
        var publisher = Publisher(new() { Topics = [TopicKind.Categories, TopicKind.Tags], Limit = 2, Archives = 2 });
        var posts = SomePost.Upto(7).Select(post => post with { Categories = [post.Title is "Post 7" ? "New" : "Old"], Tags = [post.Title] }).ToList();
        var first = await Publish(publisher, posts);
        Assert.Equal(3 * (1 + 3 + 2 + 7) + 2, first.Changed.Count);

        posts[^1] = posts[^1] with { Body = PostBody.Kept("Another text.") };
        var second = await Publish(publisher, posts);
        Assert.Equal(["archive/1.atom.xml", "archive/1.feed.json", "archive/1.rss.xml", "tags/post-1/atom.xml", "tags/post-1/feed.json", "tags/post-1/rss.xml"], second.Changed);
        Assert.Empty((await Publish(publisher, [.. posts])).Changed);
    }

    [Fact]
    public async Task A_post_of_a_thousand_tags_has_a_feed_for_each()
    {
        var tags = Enumerable.Range(0, 1000).Select(i => $"Tag {i}").Concat(["👩‍💻", "a/b/../c", "..", " ", "\u0001"]).ToList();
        var changes = await Publish(Publisher(new() { Topics = [TopicKind.Tags], Formats = [FeedFormat.Json] }), [SomePost.Number(1) with { Tags = tags, Title = "👩‍💻" }]);
        Assert.Empty(changes.Faults);
        Assert.InRange(Directory.GetDirectories(folder["public/tags"]).Length, 1003, 1005);
        Assert.Empty(Directory.GetDirectories(folder["public"]).Except([folder["public/tags"]]));
    }

    [Fact]
    public async Task A_topic_without_posts_has_no_feed_and_what_is_not_ours_stays()
    {
        var publisher = Publisher(new() { Topics = [TopicKind.Tags] });
        var post = SomePost.Number(1) with { Tags = ["Rust", "Go"] };
        await Publish(publisher, [post]);
        folder.Write("public/tags/go/mine.txt", "mine");
        folder.Write("public/mine.xml", "mine");
        folder.Write("public/tags/rust/rss.xml.gz", "ours");

        var changes = await Publish(publisher, [post with { Tags = [] }]);

        Assert.Equal(6, changes.Removed.Count);
        Assert.False(Directory.Exists(folder["public/tags/rust"]));
        Assert.Equal([folder["public/tags/go/mine.txt"]], Directory.GetFiles(folder["public/tags"], "*", SearchOption.AllDirectories));
        Assert.True(File.Exists(folder["public/mine.xml"]));
        Assert.DoesNotContain(publisher.Published.Keys, name => name.StartsWith("tags/", StringComparison.Ordinal));
        Assert.Contains("tags/rust/rss.xml", (await Publish(publisher, [post])).Changed);
        Assert.Equal(["mine.xml", "rss.xml"], new[] { "mine.xml", "rss.xml" }.Where(name => File.Exists(folder[$"public/{name}"])));
    }

    [Fact]
    public async Task A_list_of_files_that_somebody_wrote_removes_nothing_outside()
    {
        var outside = folder.Write("outside.xml", "mine");
        folder.Write("public/.publisher-files", "../outside.xml\n/etc/hostname\n");
        Assert.Empty((await Publish(Publisher(new()), SomePost.Upto(1))).Removed);
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public async Task Archives_stay_as_they_are_whatever_comes_later_and_after_a_restart()
    {
        var options = new FeedsOptions { Limit = 2, Archives = 3, Topics = [] };
        await Publish(Publisher(options), SomePost.Upto(9));
        var full = Bytes("archive/1.atom.xml", "archive/2.rss.xml", "archive/1.feed.json");
        // An old post that was found again takes no place in a full document.
        var old = SomePost.Number(0) with { Published = SomeFeed.Noon.AddYears(-9) };
        await Publish(Publisher(options), [.. SomePost.Upto(12), old]);
        Assert.Equal(full, Bytes("archive/1.atom.xml", "archive/2.rss.xml", "archive/1.feed.json"));
        Assert.Equal([.. SomePost.Upto(12).Select(post => post.Id).Append(old.Id).Order()], Walk("atom.xml").Order());
    }

    [Fact]
    public async Task The_ids_of_feeds_stay_when_the_site_moves()
    {
        await Publish(Publisher(new()), SomePost.Upto(1));
        var before = XElement.Load(folder["public/atom.xml"]).Element(Atom + "id")!.Value;
        await Publish(Publisher(new(), SomePost.Site with { Url = new("https://elsewhere.example/") }), SomePost.Upto(1));
        Assert.Equal(before, XElement.Load(folder["public/atom.xml"]).Element(Atom + "id")!.Value);
    }

    [Fact]
    public async Task A_trial_on_this_machine_settles_no_id()
    {
        await Publish(Publisher(new(), SomePost.Site with { Url = new("http://localhost:8080/") }), SomePost.Upto(1));
        var trial = XElement.Load(folder["public/atom.xml"]).Element(Atom + "id")!.Value;
        await Publish(Publisher(new()), SomePost.Upto(1));
        var first = XElement.Load(folder["public/atom.xml"]).Element(Atom + "id")!.Value;
        Assert.NotEqual(trial, first);
        await Publish(Publisher(new(), SomePost.Site with { Url = new("https://elsewhere.example/") }), SomePost.Upto(1));
        Assert.Equal(first, XElement.Load(folder["public/atom.xml"]).Element(Atom + "id")!.Value);
    }

    [Fact]
    public async Task A_post_that_no_feed_can_carry_is_left_out_and_named()
    {
        var posts = SomePost.Upto(3);
        posts[1] = posts[1] with { Url = new("/relative", UriKind.Relative) };
        var changes = await Publish(Publisher(new() { Topics = [] }), posts);
        Assert.Contains("The post 2.md", Assert.Single(changes.Warnings, warning => warning.Contains("left out", StringComparison.Ordinal)));
        Assert.Equal(2, XElement.Load(folder["public/atom.xml"]).Elements(Atom + "entry").Count());
    }

    [Fact]
    public async Task A_feed_that_would_grow_too_large_is_cut_and_it_is_said()
    {
        var posts = SomePost.Upto(9).Select(post => post with { Body = PostBody.Kept(new string('a', 20_000)) }).ToList();
        var changes = await Publish(Publisher(new() { MaxSize = new(100_000), Topics = [] }), posts);
        Assert.Contains("of 9 posts", Assert.Single(changes.Warnings));
        Assert.InRange(new FileInfo(folder["public/rss.xml"]).Length, 60_000, 100_000);
    }

    [Fact]
    public async Task One_feed_that_cannot_be_written_harms_no_other()
    {
        Directory.CreateDirectory(folder["public/tags"]);
        File.WriteAllText(folder["public/tags/go"], "a file where a folder must be");
        var publisher = Publisher(new() { Topics = [TopicKind.Tags] });
        var changes = await Publish(publisher, [SomePost.Number(1) with { Tags = ["Go", "Rust"] }]);
        Assert.Contains("tags/go", Assert.Single(changes.Faults).Message);
        Assert.Contains("tags/rust/rss.xml", changes.Changed);
        Assert.Contains("rss.xml", publisher.Published.Keys);
        File.Delete(folder["public/tags/go"]);
        Assert.Contains("tags/go/rss.xml", (await Publish(publisher, [SomePost.Number(1) with { Tags = ["Go", "Rust"] }])).Changed);
    }

    [Fact]
    public async Task The_list_of_feeds_names_each_once_and_is_no_feed()
    {
        await Publish(Publisher(new() { Topics = [TopicKind.Tags], Archives = 1, Limit = 1, Complete = true }), [.. SomePost.Upto(3).Select(post => post with { Tags = ["日本 <&>"] })]);
        var outlines = XElement.Load(folder["public/feeds.opml"]).Descendants("outline").ToList();
        Assert.Equal(
            ["https://example.org/blog/rss.xml", "https://example.org/blog/complete/rss.xml", "https://example.org/blog/tags/%E6%97%A5%E6%9C%AC/rss.xml"],
            outlines.Select(outline => outline.Attribute("xmlUrl")!.Value));
        Assert.Equal("日本 <&> – A blog", outlines[2].Attribute("text")!.Value);
    }

    private static async Task<FeedChanges> Publish(FeedPublisher publisher, IReadOnlyList<Post> posts) =>
        await publisher.PublishAsync(new() { Posts = posts, Published = [.. Catalogue.InOrder(posts)], Files = new Dictionary<string, ReadFile>() }, Cancel);

    private FeedPublisher Publisher(FeedsOptions options, Site? site = null)
    {
        var all = options with { Folder = folder["public"] };
        var renderer = Blog.Renderer(site ?? SomePost.Site, blog.SiteFile, blog.Options, blog.Finder);
        return new(new FeedBuilder(site ?? SomePost.Site, all, renderer), new(database, writes: true), all, site ?? SomePost.Site, Hubs.From([], SomePost.Site), NullLogger<FeedPublisher>.Instance);
    }

    private string[] Bytes(params string[] names) => [.. names.Select(name => File.ReadAllText(folder[$"public/{name}"], Encoding.UTF8))];

    private IEnumerable<string> Walk(string name)
    {
        var feed = XElement.Load(folder[$"public/{name}"]);
        var ids = feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value);
        var older = feed.Elements(Atom + "link").SingleOrDefault(link => link.Attribute("rel")!.Value == "prev-archive")?.Attribute("href")!.Value;
        return older is null ? ids : ids.Concat(Walk(older["https://example.org/blog/".Length..]));
    }
}
