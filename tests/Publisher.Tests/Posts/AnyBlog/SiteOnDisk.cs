using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>A whole site in a folder, read with what its own site file says and no setting but those that are named.</summary>
internal sealed class SiteOnDisk(PostsOptions? options = null, string posts = "_posts") : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SiteFile File => SiteFile.Find(Options.Folder, Options.Format);

    public Site Site => Site.From(new(), File, new("http://localhost:8080/"));

    private PostsOptions Options => (options ?? new()) with { Folder = folder[posts] };

    /// <param name="name">From the site's root.</param>
    public SiteOnDisk With(string name, string text)
    {
        folder.Write(name, text);
        return this;
    }

    /// <param name="name">From the posts folder.</param>
    public Post Read(string name, string text)
    {
        folder.Write($"{posts}/{name}", text);
        return new PostReader(Site, File, Options).Read(PostFinder.For(Options.Folder, File).Find()![name]);
    }

    public RenderedPost Render(string name, string text)
    {
        var post = Read(name, text);
        using var renderer = Blog.Renderer(Site, File, Options);
        return renderer.Render(post);
    }

    public void Dispose() => folder.Dispose();
}
