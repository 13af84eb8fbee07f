using System.Text;
using Publisher.Feeds;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts.Hostile;

/// <summary>What must never happen.</summary>
internal enum Fault
{
    Crash,
    Slow,
    DraftPublished,
    NeighbourLost,
    FeedUnreadable,
}

/// <summary>A blog of two good posts and, beside them, whatever it is given; everything that reads and feeds it is the program's own.</summary>
internal sealed class HostileBlog : IDisposable
{
    private const string Good = "---\ntitle: \"Neighbour\"\ndate: 2026-01-0{0} 09:00:00\ntags: [a, b]\n---\n\nWords of **neighbour** {0}.\n";

    private readonly PostsOptions options;
    private readonly CatalogueReader reader;
    private readonly PostRenderer renderer;
    private readonly FeedBuilder feeds;
    private readonly string posts;
    private readonly List<string> neighbours;

    public HostileBlog(string root, PostFormat format)
    {
        posts = Path.Combine(root, "posts");
        Directory.CreateDirectory(Path.Combine(posts, "_drafts"));
        if (format == PostFormat.Jekyll)
            WriteIncludes(root);
        for (var i = 1; i <= 2; i++)
            File.WriteAllText(Path.Combine(posts, $"2026-01-0{i}-neighbour.md"), Good.Replace("{0}", $"{i}", StringComparison.Ordinal));
        options = new() { Folder = posts, Format = format };
        var siteFile = SiteFile.Find(posts, format);
        var site = Site.From(new() { TimeZone = TimeZoneInfo.Utc, Language = "en" }, siteFile, new("https://blog.example/"));
        var (finder, postReader) = (new PostFinder(posts, isSiteRoot: false, [], siteFile.Dialect.HasBundles), new PostReader(site, siteFile, options));
        reader = new(options, siteFile, finder, postReader, new FixedTime());
        renderer = new(site, siteFile, options, new(site, siteFile, options, new(finder, postReader)));
        feeds = new(site, new(), renderer);
        neighbours = Neighbours(Look());
    }

    /// <summary>What the folder was seen to hold last, the hostile file among it.</summary>
    public string? LastFile { get; private set; }

    /// <summary>Reads, renders and feeds the bytes as a post.</summary>
    /// <returns>What became of it, and what happened that must not, with a few words each.</returns>
    public (PostStatus Status, IReadOnlyList<(Fault Fault, string Words)> Faults) Try(byte[] bytes, string extension, bool inDraftFolder, bool isDraft)
    {
        var path = (inDraftFolder ? "_drafts/" : "") + "2026-02-11-hostile" + extension;
        LastFile = Path.Combine(posts, path);
        File.WriteAllBytes(LastFile, bytes);
        try
        {
            var catalogue = Look();
            var post = catalogue.Posts.Single(post => post.Path == path);
            var faults = new List<(Fault, string)>();
            if (isDraft && post.IsPublished)
                faults.Add((Fault.DraftPublished, $"it is published with the title '{post.Title}'"));
            if (!Neighbours(catalogue).SequenceEqual(neighbours))
                faults.Add((Fault.NeighbourLost, string.Join("; ", Neighbours(catalogue))));
            // Drafts are rendered too, where their author looks at them.
            if (!post.IsPublished)
                renderer.Render(post);
            faults.AddRange(Feed(catalogue).Select(words => (Fault.FeedUnreadable, words)));
            return (post.Status, faults);
        }
        catch (Exception fault)
        {
            return (PostStatus.Broken, [(Fault.Crash, fault.ToString())]);
        }
        finally
        {
            File.Delete(LastFile);
        }
    }

    public void Dispose() => renderer.Dispose();

    private IEnumerable<string> Feed(Catalogue catalogue)
    {
        var (first, second) = (Whole(catalogue), Whole(catalogue));
        foreach (var file in FeedFormats.All)
        {
            if (Written(first, file, out var fault) is not { } bytes)
                yield return fault;
            else if (Written(second, file, out fault) is var again && !bytes.AsSpan().SequenceEqual(again))
                yield return $"{file.Name} is not the same twice: {(again is null ? fault : $"from {bytes.AsSpan().CommonPrefixLength(again)} on; {bytes.Length} and {again.Length} bytes")}";
            else if (!new UTF8Encoding(false, true).GetString(bytes).Contains("Words of", StringComparison.Ordinal))
                yield return $"{file.Name} does not hold the neighbours";
        }
    }

    // Each entry is rendered once for all formats, as the program does it.
    private Feed Whole(Catalogue catalogue) => feeds.Build(FeedPlans.Own(catalogue, new()), "https://blog.example/", new()) is var feed ? feed with { Entries = [.. feed.Entries], Authors = feed.Authors } : feed;

    private static byte[]? Written(Feed feed, FeedFile file, out string fault)
    {
        fault = "";
        try
        {
            return FeedRenderer.Render(feed, file);
        }
        catch (FeedException found)
        {
            fault = found.Message;
            return null;
        }
    }

    // Nothing is known before, so nothing has to settle and no time passes.
    private Catalogue Look() => reader.ReadAsync(Catalogue.Empty, new Dictionary<string, Publisher.Posts.Identity.RegisteredPost>(), CancellationToken.None).GetAwaiter().GetResult().Catalogue;

    private static List<string> Neighbours(Catalogue catalogue) =>
        [.. catalogue.Posts.Where(post => post.Path.Contains("neighbour", StringComparison.Ordinal)).Select(post => $"{post.Path} {post.Status} {post.Id} {post.Url} {post.Title} {post.Published:o} {post.ContentHash}")];

    private static void WriteIncludes(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "_includes"));
        File.WriteAllText(Path.Combine(root, "_config.yml"), "title: Hostile\n");
        File.WriteAllText(Path.Combine(root, "_includes", "note.html"), "<b>{{ include.text }}</b>");
        File.WriteAllText(Path.Combine(root, "_includes", "loop.html"), "x{% include loop.html %}");
        File.WriteAllText(Path.Combine(root, "_includes", "twice.html"), "{% include twice.html %}{% include twice.html %}{% for i in (1..99) %}{{ i }}{% endfor %}");
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
