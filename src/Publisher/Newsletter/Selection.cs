using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A released post as it can be mailed now.</summary>
internal sealed record MailablePost(long Sequence, Post Post);

/// <summary>Which posts a reader gets. Who composes and who plans ask the same question here.</summary>
internal static class Selection
{
    /// <summary>The released posts that readers have not been decided on and that are still published, oldest first.</summary>
    public static IReadOnlyList<MailablePost> Mailable(IReadOnlyList<Release> released, Catalogue catalogue)
    {
        var published = catalogue.Published.Where(post => post.Mailable).ToDictionary(post => post.Id);
        return [.. released.Where(release => published.ContainsKey(release.PostId)).Select(release => new MailablePost(release.Sequence, published[release.PostId]))];
    }

    /// <summary>What is new for one reader; empty when nothing is.</summary>
    public static IReadOnlyList<MailablePost> For(Subscriber reader, IReadOnlyList<MailablePost> mailable) =>
        [.. mailable.Where(post => post.Sequence > reader.CaughtUpTo && Matches(reader, post.Post))];

    /// <summary>The issues that a reader's set makes: one a post for who wants each at once, one of all for a digest.</summary>
    public static IEnumerable<IReadOnlyList<MailablePost>> Issues(Cadence cadence, IReadOnlyList<MailablePost> posts) =>
        posts.Count == 0 ? [] : cadence == Cadence.Instant ? posts.Select(post => (IReadOnlyList<MailablePost>)[post]) : [posts];

    private static bool Matches(Subscriber reader, Post post) =>
        reader.Topics.Count == 0 || reader.Topics.Intersect(post.MailTopics, StringComparer.OrdinalIgnoreCase).Any();
}
