using System.Text;
using Microsoft.Extensions.Time.Testing;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Somebody's blog in a folder of its own, read as a whole by what <c>publisher posts</c> reads with: site file, dialect and all.</summary>
internal sealed class WrittenBlog : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Now);

    public TemporaryFolder Files { get; } = new();

    /// <summary>The posts folder, from the root of the blog.</summary>
    public string Folder { get; init; } = "posts";

    public PostFormat Format { get; init; }

    public PostLimits Limits { get; init; } = new();

    private PostsOptions Options => new() { Folder = Files[Folder], Format = Format, Limits = Limits };

    private SiteFile SiteFile => SiteFile.Find(Options.Folder, Format);

    private Site Site => Site.From(new() { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") }, SiteFile, new("https://blog.example/"));

    /// <param name="name">From the root of the blog.</param>
    public WrittenBlog Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public WrittenBlog Write(string name, byte[] bytes)
    {
        var path = Files[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public async Task<Catalogue> ReadAsync()
    {
        var reader = new CatalogueReader(Options, SiteFile, PostFinder.For(Options.Folder, SiteFile), new(Site, SiteFile, Options), time);
        return (await reader.ReadAsync(Catalogue.Empty, new Dictionary<string, Publisher.Posts.Identity.RegisteredPost>(), TestContext.Current.CancellationToken)).Catalogue;
    }

    /// <summary>The only post there is.</summary>
    public async Task<Post> ReadOnlyAsync() => Assert.Single((await ReadAsync()).Posts);

    /// <summary>What becomes of one post, alone in a blog.</summary>
    /// <param name="name">From the posts folder.</param>
    public static async Task<Post> PostOfAsync(string text, string name = "2026-02-11-a-post.md", PostFormat format = PostFormat.Plain)
    {
        using var blog = new WrittenBlog { Format = format };
        return await blog.Write($"posts/{name}", text).ReadOnlyAsync();
    }

    /// <summary>The same for a head with a text below it.</summary>
    public static Task<Post> HeadOfAsync(string head, PostFormat format = PostFormat.Plain) => PostOfAsync($"---\n{head}\n---\nText.\n", format: format);

    public RenderedPost Render(Post post)
    {
        using var renderer = Blog.Renderer(Site, SiteFile, Options);
        return renderer.Render(post);
    }

    public void Dispose() => Files.Dispose();
}
