using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Newsletter;

/// <summary>What a look at new posts decides.</summary>
/// <param name="Past">Ids that are never mailed.</param>
/// <param name="Held">New posts beyond the budget.</param>
/// <param name="Released">Posts that get the next numbers, in this order.</param>
/// <param name="Waiting">New posts whose hold time is not over.</param>
/// <param name="IsCrowd">Whether they are more than the budget allows: those that wait will be held as well.</param>
internal sealed record ReleasePlan(IReadOnlyList<string> Past, IReadOnlyList<Post> Held, IReadOnlyList<Post> Released, IReadOnlyList<Post> Waiting, bool IsCrowd = false)
{
    public bool ChangesNothing => Past.Count == 0 && Held.Count == 0 && Released.Count == 0;
}

/// <summary>Decides which posts become mailable. Dates choose the order, nothing else: what is mailed is what the database has not seen before.</summary>
internal static class ReleasePolicy
{
    /// <summary>How long posts that were held count as part of the same crowd.</summary>
    public static readonly TimeSpan Crowding = TimeSpan.FromHours(1);

    /// <summary>What was there when the folder was first seen is the past.</summary>
    public static ReleasePlan FirstSight(Catalogue catalogue) => new([.. catalogue.Posts.Where(IsNoDraft).SelectMany(Ids).Distinct()], [], [], []);

    /// <param name="posts">Those that may be new.</param>
    /// <param name="known">Decisions made so far about them, by post id.</param>
    /// <param name="register">The register, by id: it knows since when a post is published and which id it had before.</param>
    /// <param name="held">How many posts were held lately.</param>
    public static ReleasePlan Decide(
        IEnumerable<Post> posts,
        IReadOnlyDictionary<string, Release> known,
        IReadOnlyDictionary<string, RegisteredPost> register,
        int held,
        NewsletterOptions options,
        DateTimeOffset now)
    {
        var unseen = posts.Where(post => post is { IsPublished: true, Mailable: true } && !known.ContainsKey(post.Id)).ToList();
        var past = unseen.Where(post => WasSeenOtherwise(post, known, register)).ToList();
        var waiting = unseen.Except(past).Where(post => IsHeldBack(register.GetValueOrDefault(post.Id)?.FirstSeen ?? now, options.Hold, now)).ToList();
        var due = InOrder(unseen.Except(past).Except(waiting));
        return due.Count + waiting.Count + held > options.Budget
            ? new(Names(past), due, [], waiting, IsCrowd: true)
            : new(Names(past), [], due, waiting);
    }

    /// <summary>The keys under which a post may be known.</summary>
    public static IEnumerable<string> Keys(Post post, IReadOnlyDictionary<string, RegisteredPost> register) =>
        register.GetValueOrDefault(post.Id)?.FormerId is { } former ? [post.Id, PostIds.FromPath(post.Path), former] : [post.Id, PostIds.FromPath(post.Path)];

    // A time that lies far ahead was written by a clock that was wrong: nobody waits for that day.
    private static bool IsHeldBack(DateTimeOffset since, TimeSpan hold, DateTimeOffset now) => (now - since).Duration() < hold;

    // A broken file of the first sight is an old post as well, whatever id it turns out to have.
    private static IEnumerable<string> Ids(Post post) => post.Id.Length > 0 ? [post.Id, PostIds.FromPath(post.Path)] : [PostIds.FromPath(post.Path)];

    private static bool IsNoDraft(Post post) => post.Status is not (PostStatus.Draft or PostStatus.Scheduled) && (post.IsPublished ? post.Mailable : true);

    private static bool WasSeenOtherwise(Post post, IReadOnlyDictionary<string, Release> known, IReadOnlyDictionary<string, RegisteredPost> register) =>
        (register.GetValueOrDefault(post.Id)?.FormerId is { } former && known.ContainsKey(former))
        || (post.Id != PostIds.FromPath(post.Path) && known.ContainsKey(PostIds.FromPath(post.Path)) && post.OwnId is not null);

    private static List<Post> InOrder(IEnumerable<Post> posts) => [.. posts.OrderBy(post => post.Published).ThenBy(post => post.Id, StringComparer.Ordinal)];

    private static IReadOnlyList<string> Names(List<Post> posts) => [.. posts.Select(post => post.Id)];
}
