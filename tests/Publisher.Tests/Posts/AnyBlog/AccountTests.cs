using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Every file that is there has exactly one verdict, and whoever is not published knows why.</summary>
public sealed class AccountTests
{
    private static readonly string[] Extensions = [".md", ".markdown", ".mkdn", ".mkd", ".mkdown", ".mdown", ".mdx", ".html", ".textile", ".txt", ".text"];

    private static readonly (string Name, string Text)[] Files =
    [
        ("2026-01-05-good.md", "---\ntitle: 題\n---\nText.\n"),
        ("2026-01-06-draft.md", "---\ntitle: 題\ndraft: true\n---\nText.\n"),
        ("_drafts/idea.md", "---\ntitle: 題\n---\nText.\n"),
        ("2027-01-05-later.md", "---\ntitle: 題\ndate: 2027-01-05\n---\nText.\n"),
        ("2026-01-07-gone.md", "---\ntitle: 題\ndate: 2026-01-07\nexpiryDate: 2026-02-01\n---\nText.\n"),
        ("undated.md", "---\ntitle: 題\n---\nText.\n"),
        ("2026-01-08-hidden.md", "---\ntitle: 題\ndate: 2026-01-08\npermalink: false\n---\nText.\n"),
        ("2026-01-09-empty.md", ""),
        ("2026-01-10-broken.md", "---\ntitle: {\n---\nText.\n"),
        ("2026-01-11-cut.md", "---\ntitle: 題\n"),
        ("2026-01-12-repaired.md", "---\ntitle: a: b\ndate: 2026-01-12\n---\nText.\n"),
        ("trip/index.md", "---\ntitle: 題\ndate: 2026-01-13\n---\nText.\n"),
        ("trip/notes.md", "Text.\n"),
        ("_index.md", "---\ntitle: All\n---\n"),
        ("本/2026-01-14-a b#c.MARKDOWN", "---\ntitle: 題\n---\nText.\n"),
        ("2026-01-15-old.textile", "---\ntitle: 題\n---\nh2. Text\n"),
        ("photo.jpg", "no post"),
        (".hidden/2026-01-16-x.md", "---\ntitle: 題\n---\nText.\n"),
    ];

    public static TheoryData<string> Formats => [.. Enum.GetNames<PostFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Published_drafts_scheduled_hidden_skipped_and_broken_are_all_the_files(string format)
    {
        using var blog = new WrittenBlog { Format = Enum.Parse<PostFormat>(format) };
        foreach (var (name, text) in Files)
            blog.Write($"posts/{name}", text);
        var seen = Directory.EnumerateFiles(blog.Files["posts"], "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(blog.Files["posts"], path))
            .Where(path => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()) && !path.StartsWith('.'))
            .Order(StringComparer.Ordinal);

        var catalogue = await blog.ReadAsync();

        Assert.Equal(seen, catalogue.Posts.Select(post => post.Path).Order(StringComparer.Ordinal));
        Assert.Equal(catalogue.Posts.Count, Enum.GetValues<PostStatus>().Sum(status => catalogue.Posts.Count(post => post.Status == status)));
        Assert.Equal(catalogue.Published.Count, catalogue.Posts.Count(post => post.Status == PostStatus.Published));
        Assert.All(catalogue.Posts.Where(post => post.Status != PostStatus.Published), post => Assert.NotEmpty(post.Reason));
        Assert.DoesNotContain(catalogue.Published, post => post.Path.Contains("draft", StringComparison.Ordinal));
    }
}
