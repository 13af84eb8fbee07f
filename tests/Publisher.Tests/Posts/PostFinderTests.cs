using System.Diagnostics;
using Publisher.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class PostFinderTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Fact]
    public void Sources_are_found_in_folders_of_any_depth_and_nothing_else_is()
    {
        foreach (var name in new[] { "a.md", "b.MARKDOWN", "deep/er/c.mkd", "d.mkdown", "e.html", ".hidden.md", ".git/f.md", "g.png", "h.md.bak", "md", "i j#k%20[l].md", "日本語.md" })
            blog.Write(name, "x");
        Assert.Equal(["a.md", "b.MARKDOWN", "d.mkdown", "deep/er/c.mkd", "e.html", "i j#k%20[l].md", "日本語.md"], Found());
    }

    [Fact]
    public void A_folder_may_be_named_like_a_post()
    {
        blog.Write("2026-01-01-x.md/2026-01-02-y.md", "x");
        Assert.Equal(["2026-01-01-x.md/2026-01-02-y.md"], Found());
    }

    [Fact]
    public void In_a_sites_root_only_posts_and_drafts_are_posts()
    {
        using var site = new Blog { IsSiteRoot = true };
        foreach (var name in new[] { "index.md", "_posts/2026-01-01-a.md", "_posts/deep/2026-01-01-b.md", "news/_posts/2026-01-01-c.md", "_drafts/d.md", "news/_drafts/e.md", "drafts/f.md", "_layouts/g.html" })
            site.Write(name, "x");
        var found = site.Finder.Find()!;
        Assert.Equal(["_drafts/d.md", "_posts/2026-01-01-a.md", "_posts/deep/2026-01-01-b.md", "news/_drafts/e.md", "news/_posts/2026-01-01-c.md"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["_drafts/d.md", "news/_drafts/e.md"], found.Values.Where(file => file.InDraftFolder).Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_that_lead_outside_or_nowhere_are_not_followed()
    {
        blog.Files.Write("outside/secret.md", "secret");
        blog.Write("in/a.md", "a");
        File.CreateSymbolicLink(blog["out.md"], blog.Files["outside/secret.md"]);
        File.CreateSymbolicLink(blog["relative.md"], "../outside/secret.md");
        File.CreateSymbolicLink(blog["dangling.md"], blog["nothing.md"]);
        File.CreateSymbolicLink(blog["self.md"], blog["self.md"]);
        Directory.CreateSymbolicLink(blog["folder"], blog.Files["outside"]);
        Directory.CreateSymbolicLink(blog["loop"], blog.Folder);
        File.CreateSymbolicLink(blog["through.md"], blog["folder/secret.md"]);
        File.CreateSymbolicLink(blog["twice.md"], blog["out.md"]);
        File.CreateSymbolicLink(blog["directory.md"], blog["in"]);
        Directory.CreateDirectory(blog.Files["posts-beside"]);
        blog.Files.Write("posts-beside/b.md", "b");
        File.CreateSymbolicLink(blog["beside.md"], blog.Files["posts-beside/b.md"]);
        Assert.Equal(["in/a.md"], Found());
    }

    [Fact]
    public async Task A_link_within_the_folder_follows_the_edits_of_its_source()
    {
        blog.Write("_parts/2026-01-01-a.md", Some.PostText("A"));
        File.CreateSymbolicLink(blog["2026-01-02-link.md"], "_parts/2026-01-01-a.md");
        Assert.Equal("A", (await blog.LookAsync()).Posts.Single(post => post.Path == "2026-01-02-link.md").Title);
        blog.Write("_parts/2026-01-01-a.md", Some.PostText("A, edited"));
        Assert.Equal("A, edited", (await blog.LookAsync()).Posts.Single(post => post.Path == "2026-01-02-link.md").Title);
    }

    [Fact]
    public async Task A_pipe_that_never_ends_is_not_opened()
    {
        using (var made = Process.Start("mkfifo", blog["2026-01-01-pipe.md"]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        blog.Write("2026-01-02-a.md", Some.PostText("A"));
        await blog.LookAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Single(blog.Catalogue.Published);
        Assert.Equal(PostStatus.Skipped, blog.Post("2026-01-01-pipe.md").Status);
    }

    [Fact]
    public void A_source_that_is_gone_before_it_is_read_is_broken_and_no_exception()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var found = blog.Finder.Find()!["2026-01-01-a.md"];
        File.Delete(found.FullPath);
        Assert.Equal(PostStatus.Broken, blog.PostReader.Read(found).Status);
        Directory.CreateDirectory(found.FullPath);
        Assert.Equal(PostStatus.Broken, blog.PostReader.Read(found).Status);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_nothing_at_all()
    {
        Directory.Delete(blog.Folder);
        Assert.Null(blog.Finder.Find());
    }

    private IEnumerable<string> Found() => blog.Finder.Find()!.Values.Where(file => file.NoPost is null).Select(file => file.Path).Order(StringComparer.Ordinal);
}
