using BenchmarkDotNet.Attributes;
using Publisher.Feeds;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;

namespace Publisher.Benchmarks;

/// <summary>What one post costs at each stage, and what a feed of twenty costs to write.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private static readonly Site TheSite = Site.From(new(), SiteFile.None, new("https://example.com/"));

    private readonly string text = SomePosts.Text(1);
    private readonly FoundFile file = new("2026-02-11-post.md", "2026-02-11-post.md", default, InDraftFolder: false);
    private readonly PostReader reader = new(TheSite, SiteFile.None, new());
    private readonly PostRenderer renderer = Renderer(new());
    private readonly FeedFile rss = FeedFormats.Of(FeedFormat.Rss);
    private Post post = null!;
    private Feed feed = null!;

    [GlobalSetup]
    public void Prepare()
    {
        post = reader.Read(file, text) with { Status = PostStatus.Published, Id = "urn:uuid:00000000-0000-8000-8000-000000000000", Updated = DateTimeOffset.UnixEpoch };
        var posts = Enumerable.Range(0, 20).Select(i => post with { Id = post.Id + i, Updated = post.Published }).ToList();
        feed = new FeedBuilder(TheSite, new(), renderer).Build(FeedPlans.Own(new() { Posts = posts, Published = posts, Files = new Dictionary<string, ReadFile>() }, new()), "https://blog.example/", new());
        feed = feed with { Entries = [.. feed.Entries] };
    }

    private static PostRenderer Renderer(PostsOptions options)
    {
        var lookup = new PostLookup(PostFinder.For(options.Folder, SiteFile.None), new(TheSite, SiteFile.None, options));
        return new(TheSite, SiteFile.None, options, new(TheSite, SiteFile.None, options, lookup));
    }

    [Benchmark]
    public object Read() => reader.Read(file, text);

    [Benchmark]
    public object Markdown() => MarkdownBody.ToHtml(post.Body.Read(), HtmlTrust.Safe, _ => true);

    [Benchmark]
    public object Render() => renderer.Render(post);

    [Benchmark]
    public object RssOf20() => FeedRenderer.Render(feed, rss);
}
