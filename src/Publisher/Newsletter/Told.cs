using System.Data.Common;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A post in an issue to one reader, as the ledger has it.</summary>
internal sealed record Told(string PostId, long Issue, string IssueStatus, string? IssueReason, DeliveryStatus Status, int Attempts, DateTimeOffset Due, DateTimeOffset? Settled, string? Reply)
{
    /// <summary>All that was decided for a reader, oldest first.</summary>
    public static async Task<IReadOnlyList<Told>> ReadAsync(DbConnection connection, long subscriberId, CancellationToken cancellation) => await connection.QueryAsync(
        // From the issues, of which there are few, to the reader's row of each by its key.
        """
        select ip.post_id, i.id, i.status, i.reason, d.status, d.attempts, d.due_at, d.settled_at, d.reply
        from issues i cross join deliveries d join issue_posts ip on ip.issue_id = i.id
        where d.issue_id = i.id and d.subscriber_id = @id
        order by i.id, ip.position
        """,
        row => new Told(
            row.GetString(0),
            row.GetInt64(1),
            row.GetString(2),
            row.Text(3),
            SubscriberRows.Value<DeliveryStatus>(row.GetString(4)),
            row.Int(5),
            row.Instant(6),
            row.IsDBNull(7) ? null : row.Instant(7),
            row.Text(8)),
        cancellation,
        ("id", subscriberId));

    /// <param name="say">An instant in words.</param>
    public Explanation Explain(string post, Func<DateTimeOffset, string> say) => Status switch
    {
        DeliveryStatus.Sent => new(post, Issue, ExplainedOutcome.Sent, $"sent on {When(say)}; the server said: {Reply}", Settled),
        DeliveryStatus.Failed => new(post, Issue, ExplainedOutcome.Failed, $"failed on {When(say)} after {Times}: {Reply}", Settled),
        DeliveryStatus.Withheld => new(post, Issue, ExplainedOutcome.Withheld, $"withheld{(Settled is null ? "" : $" on {When(say)}")}: {Reply}", Settled),
        DeliveryStatus.Deferred => new(post, Issue, ExplainedOutcome.Deferred, $"put off after {Times}: {Reply}; {Next($"tried again on {say(Due)}")}", Due),
        DeliveryStatus.Unknown => new(post, Issue, ExplainedOutcome.Unknown, $"nobody knows whether it arrived: {Reply}", Settled),
        DeliveryStatus.Sending => new(post, Issue, ExplainedOutcome.Pending, "is being sent now", Due),
        _ => new(post, Issue, ExplainedOutcome.Pending, Next($"waits to be sent since {say(Due)}"), Due),
    };

    private string Times => Attempts == 1 ? "one attempt" : FormattableString.Invariant($"{Attempts} attempts");

    private string When(Func<DateTimeOffset, string> say) => Settled is { } at ? say(at) : "an unknown day";

    private string Next(string open) => IssueStatus switch
    {
        "open" => open,
        "paused" => FormattableString.Invariant($"waits because issue {Issue} is paused: {IssueReason}"),
        _ => FormattableString.Invariant($"never sent, because issue {Issue} was cancelled"),
    };
}
