using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A released post as it can be mailed now.</summary>
internal sealed record MailablePost(long Sequence, Post Post);

/// <summary>Which posts a reader gets. Who composes, who plans and who explains ask the same question here.</summary>
internal static class Selection
{
    /// <summary>The released posts that readers have not been decided on and that are still published, oldest first.</summary>
    public static IReadOnlyList<MailablePost> Mailable(IReadOnlyList<Release> released, Catalogue catalogue)
    {
        var find = Finder(catalogue);
        return [.. released.Select(release => (release.Sequence, Post: find(release))).Where(found => found.Post is not null).Select(found => new MailablePost(found.Sequence, found.Post!))];
    }

    /// <summary>The file of a released post that cannot be read now and has no good version at hand: its readers wait rather than miss it.</summary>
    public static string? Awaited(IReadOnlyList<Release> released, Catalogue catalogue) =>
        released.Select(release => release.Path).FirstOrDefault(path => path is not null && catalogue.Shelves.At(path)?.Shown.Status is PostStatus.Broken or PostStatus.Skipped);

    /// <summary>What is new for one reader; empty when nothing is.</summary>
    public static IReadOnlyList<MailablePost> For(IReadOnlyList<string> topics, long caughtUpTo, IReadOnlyList<MailablePost> mailable) =>
        [.. mailable.Where(post => post.Sequence > caughtUpTo && Matches(topics, post.Post))];

    /// <summary>The issues that a reader's set makes: one a post for who wants each at once, one of all for a digest.</summary>
    public static IEnumerable<IReadOnlyList<MailablePost>> Issues(Cadence cadence, IReadOnlyList<MailablePost> posts) =>
        posts.Count == 0 ? [] : cadence == Cadence.Instant ? posts.Select(post => (IReadOnlyList<MailablePost>)[post]) : [posts];

    /// <param name="topics">What the reader chose; none means all.</param>
    public static bool Matches(IReadOnlyList<string> topics, Post post) =>
        topics.Count == 0 || topics.Intersect(post.MailTopics, StringComparer.OrdinalIgnoreCase).Any();

    // A post lies where the register says; only where it does not, all of them are gone through.
    private static Func<Release, Post?> Finder(Catalogue catalogue)
    {
        var all = new Lazy<Dictionary<string, Post>>(() => catalogue.Published.ToDictionary(post => post.Id, StringComparer.Ordinal));
        return release =>
        {
            var there = release.Path is null ? null : catalogue.Shelves.At(release.Path)?.Shown;
            var post = there?.Id == release.PostId ? there : all.Value.GetValueOrDefault(release.PostId);
            return post is { IsPublished: true, Mailable: true } ? post : null;
        };
    }
}
