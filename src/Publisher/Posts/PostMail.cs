namespace Publisher.Posts;

/// <summary>What the front matter says of a post's mail.</summary>
/// <param name="IsWanted">Whether the post is mailed at all.</param>
/// <param name="Subject">In place of the title.</param>
/// <param name="Preheader">The line that mail programs show beside the subject, in place of the summary.</param>
/// <param name="To">Topics: of the readers who chose any, only those who chose one of these get the post. None: the post's own topics count.</param>
internal sealed record PostMail(bool IsWanted, string? Subject, string? Preheader, IReadOnlyList<string> To)
{
    public static PostMail Usual { get; } = new(true, null, null, []);

    public static PostMail None { get; } = new(false, null, null, []);
}
