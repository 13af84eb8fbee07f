using System.Globalization;

namespace Publisher.Posts.Reading;

/// <summary>What becomes of a post at a given time.</summary>
internal static class Verdict
{
    /// <summary>Sets status and reason of a post as it was read.</summary>
    /// <param name="now">The time that decides what is due.</param>
    public static Post At(Post post, DateTimeOffset now, bool drafts, bool future)
    {
        if (post.Status == PostStatus.Draft && drafts && post.Url is not null)
            return post with { Status = PostStatus.Published, Reason = $"shown because posts.drafts is on, never mailed ({post.Reason})", Mailable = false };
        if (post.Status != PostStatus.Published)
            return post;
        if (post.Published is null)
            return Undated(post);
        if (Due(post) is var due && due > now && !future)
            return post with { Status = PostStatus.Scheduled, Reason = $"due {due.Value.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}" };
        return post.Expires <= now
            ? post with { Status = PostStatus.Expired, Reason = $"expired {post.Expires.Value.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}" }
            : post;
    }

    /// <summary>When the verdict on a post changes by itself; null where it does not.</summary>
    public static DateTimeOffset? NextChange(Post post) => post.Status switch
    {
        PostStatus.Scheduled => Due(post),
        PostStatus.Published => post.Expires,
        _ => null,
    };

    private static Post Undated(Post post)
    {
        const string Reason = "it has no date, neither in the front matter nor in the file name";
        return post with
        {
            Status = PostStatus.Hidden,
            Reason = Reason,
            Problems = [.. post.Problems, new(post.Path, 0, Severity.Warning, $"{Reason}; it is not published until its front matter says one, such as date: 2026-02-11")],
        };
    }

    private static DateTimeOffset? Due(Post post) => post.Appears > post.Published ? post.Appears : post.Published;
}
