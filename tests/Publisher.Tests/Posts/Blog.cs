using System.Text;
using Microsoft.Extensions.Time.Testing;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

/// <summary>A folder of posts with everything that reads it, and a clock that the test turns.</summary>
internal sealed class Blog : IDisposable
{
    private readonly Lazy<CatalogueReader> reader;
    private readonly Lazy<PostRenderer> renderer;

    public Blog(PostsOptions? options = null, string zone = "Asia/Tokyo", string url = "https://blog.example/")
    {
        Options = (options ?? new()) with { Folder = Files["posts"] };
        Site = new() { Title = "Blog", Url = new(url), Language = "ja", TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        Directory.CreateDirectory(Options.Folder);
        reader = new(() => new(Options, SiteFile, Finder, PostReader, Time));
        renderer = new(() => Renderer(Site, SiteFile, Options, Finder));
    }

    public TemporaryFolder Files { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public PostsOptions Options { get; }

    public Site Site { get; init; }

    public bool IsSiteRoot { get; init; }

    public SiteFile SiteFile => SiteFile.Find(Options.Folder, Options.Format);

    public PostFinder Finder => new(Options.Folder, IsSiteRoot, ["_posts", "_drafts"], SiteFile.Dialect.HasBundles);

    public PostReader PostReader => new(Site, SiteFile, Options);

    public CatalogueReader Reader => reader.Value;

    public Dictionary<string, RegisteredPost> Register { get; } = [];

    public Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    public string Folder => Options.Folder;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text) => Files.Write($"posts/{name}", text);

    /// <summary>Writes one file and reads it alone.</summary>
    public Post Read(string text, string name = "2026-02-11-a-post.md") => Read(Encoding.UTF8.GetBytes(text), name);

    public Post Read(byte[] bytes, string name = "2026-02-11-a-post.md")
    {
        Write(name, "");
        File.WriteAllBytes(this[name], bytes);
        return PostReader.Read(Finder.Find()![name]);
    }

    /// <summary>Reads a text and judges it at the time that the clock shows.</summary>
    public PostStatus Status(string text, string name = "2026-02-11-a-post.md") => Judge(Read(text, name)).Status;

    public Post Judge(Post post) => Verdict.At(post, Time.GetUtcNow(), Options.Drafts, Options.Future ?? false);

    public static PostRenderer Renderer(Site site, SiteFile siteFile, PostsOptions options, PostFinder? finder = null) =>
        new(site, siteFile, options, new(site, siteFile, options, new(finder ?? PostFinder.For(options.Folder, siteFile), new(site, siteFile, options))));

    public RenderedPost Render(string body, string head = "title: A post", string name = "2026-02-11-a-post.md") =>
        renderer.Value.Render(Read($"---\n{head}\n---\n{body}", name));

    /// <summary>Looks through the folder once. The clock passes over the time that files get to settle.</summary>
    /// <param name="between">Happens between the two looks at files that changed.</param>
    public async Task<Catalogue> LookAsync(Action? between = null)
    {
        var look = Reader.ReadAsync(Catalogue, Register, TestContext.Current.CancellationToken);
        if (between is not null)
        {
            Assert.False(look.IsCompleted, "the look did not wait for the files to settle");
            between();
        }

        Time.Advance(Options.Settle);
        (Catalogue, var changes) = await look;
        foreach (var change in changes)
            Register[change.Id] = change;
        return Catalogue;
    }

    public Post Post(string path) => Catalogue.Posts.Single(post => post.Path == path);

    public void Dispose()
    {
        if (renderer.IsValueCreated)
            renderer.Value.Dispose();
        Files.Dispose();
    }
}
