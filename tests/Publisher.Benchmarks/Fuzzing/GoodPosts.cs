using Publisher.Posts;
using Publisher.Tests.Posts.Hostile;

namespace Publisher.Benchmarks.Fuzzing;

/// <summary>The posts that damage is done to.</summary>
internal static class GoodPosts
{
    private static readonly string[] Extensions = [".md", ".markdown", ".mdx", ".html", ".textile", ".txt"];

    /// <param name="blog">Tells which of them are drafts while they are whole.</param>
    public static IReadOnlyList<SamplePost> From(string? folder, HostileBlog blog)
    {
        // What is chosen here is the same in every run, or a seed would not bring a finding back.
        var random = new Random(1);
        var files = (folder ?? OwnPosts()) is { } source ? Files(source) : [];
        var posts = files.Select(path => SamplePost.Of(Path.GetRelativePath(folder ?? ".", path), File.ReadAllBytes(path))).ToList();
        var drafts = posts.Select(post => post.AsDraft(random)).OfType<SamplePost>();
        return [.. posts.Concat(drafts).Concat(folder is null ? SamplePosts.All(random) : []).Select(post => Checked(post, blog))];
    }

    // A flag that the program does not see while the post is whole cannot be lost by damage.
    private static SamplePost Checked(SamplePost post, HostileBlog blog) =>
        post.Flag is not null && blog.Try(post.Bytes, post.Extension, post.InDraftFolder, isDraft: false).Status != PostStatus.Draft ? post with { Flag = null } : post;

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && new FileInfo(path).Length is > 0 and < 200_000).Order(StringComparer.Ordinal);

    private static string? OwnPosts()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Publisher.sln")))
                return Path.Combine(at.FullName, "posts");
        }

        return null;
    }
}
