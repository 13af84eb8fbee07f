using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Newsletter;

/// <summary>What a look at the catalogue decides.</summary>
/// <param name="Past">Ids that are never mailed.</param>
/// <param name="Held">New posts beyond the budget.</param>
/// <param name="Released">Posts that get the next numbers, in this order.</param>
/// <param name="Waiting">New posts whose hold time is not over.</param>
internal sealed record ReleasePlan(IReadOnlyList<string> Past, IReadOnlyList<Post> Held, IReadOnlyList<Post> Released, IReadOnlyList<Post> Waiting)
{
    public bool ChangesNothing => Past.Count == 0 && Held.Count == 0 && Released.Count == 0;
}

/// <summary>Decides which posts become mailable. Dates choose the order, nothing else: what is mailed is what the database has not seen before.</summary>
internal static class ReleasePolicy
{
    /// <param name="isFirstSight">Whether this database never saw posts before.</param>
    /// <param name="known">Decisions made so far, by post id.</param>
    /// <param name="register">The register, by id: it knows since when a post is published and which id it had before.</param>
    public static ReleasePlan Decide(
        Catalogue catalogue,
        bool isFirstSight,
        IReadOnlyDictionary<string, Release> known,
        IReadOnlyDictionary<string, RegisteredPost> register,
        NewsletterOptions options,
        DateTimeOffset now)
    {
        if (isFirstSight)
            return new([.. catalogue.Posts.Where(IsNoDraft).SelectMany(Ids).Distinct()], [], [], []);

        var unseen = catalogue.Published.Where(post => post.Mailable && !known.ContainsKey(post.Id)).ToList();
        var past = unseen.Where(post => WasSeenOtherwise(post, known, register)).ToList();
        var waiting = unseen.Except(past).Where(post => now - Since(post, register, now) < options.Hold).ToList();
        var due = InOrder(unseen.Except(past).Except(waiting));
        var held = InOrder(catalogue.Published.Where(post => known.GetValueOrDefault(post.Id)?.State == ReleaseState.Held));
        return due.Count + held.Count > options.Budget
            ? new(Names(past), due, [], waiting)
            : new(Names(past), [], InOrder(held.Concat(due)), waiting);
    }

    // A broken file of the first sight is an old post as well, whatever id it turns out to have.
    private static IEnumerable<string> Ids(Post post) => post.Id.Length > 0 ? [post.Id, PostIds.FromPath(post.Path)] : [PostIds.FromPath(post.Path)];

    private static bool IsNoDraft(Post post) => post.Status is not (PostStatus.Draft or PostStatus.Scheduled) && (post.IsPublished ? post.Mailable : true);

    private static bool WasSeenOtherwise(Post post, IReadOnlyDictionary<string, Release> known, IReadOnlyDictionary<string, RegisteredPost> register) =>
        (register.GetValueOrDefault(post.Id)?.FormerId is { } former && known.ContainsKey(former))
        || (post.Id != PostIds.FromPath(post.Path) && known.ContainsKey(PostIds.FromPath(post.Path)) && post.OwnId is not null);

    private static DateTimeOffset Since(Post post, IReadOnlyDictionary<string, RegisteredPost> register, DateTimeOffset now) => register.GetValueOrDefault(post.Id)?.FirstSeen ?? now;

    private static List<Post> InOrder(IEnumerable<Post> posts) => [.. posts.OrderBy(post => post.Published).ThenBy(post => post.Id, StringComparer.Ordinal)];

    private static IReadOnlyList<string> Names(List<Post> posts) => [.. posts.Select(post => post.Id)];
}
