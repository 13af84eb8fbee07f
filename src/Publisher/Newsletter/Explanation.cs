namespace Publisher.Newsletter;

/// <summary>What became of a post for a reader.</summary>
internal enum ExplainedOutcome
{
    Sent,
    Pending,
    Deferred,
    Failed,
    Unknown,
    Withheld,

    /// <summary>There is no delivery: not yet, or never.</summary>
    None,
}

/// <param name="Post">Its file, or its id where that is gone.</param>
/// <param name="Issue">The number of the issue that holds it; null where there is none for this reader.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="At">When it happened, or is to happen.</param>
internal sealed record Explanation(string Post, long? Issue, ExplainedOutcome Outcome, string Reason, DateTimeOffset? At);
