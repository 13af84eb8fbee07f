using System.Data.Common;
using System.Globalization;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>A post in an issue to one reader, as the ledger has it.</summary>
internal sealed record Told(string PostId, long Issue, string IssueStatus, string? IssueReason, DeliveryStatus Status, int Attempts, int Unknowns, DateTimeOffset Due, DateTimeOffset? Settled, string? Reply)
{
    /// <summary>Begins the reply of a mail that was taken and then sent back.</summary>
    public const string CameBack = "came back: ";

    /// <summary>All that was decided for a reader, oldest first.</summary>
    public static async Task<IReadOnlyList<Told>> ReadAsync(DbConnection connection, long subscriberId, CancellationToken cancellation) => await connection.QueryAsync(
        // From the issues, of which there are few, to the reader's row of each by its key.
        """
        select ip.post_id, i.id, i.status, i.reason, d.status, d.attempts, d.unknowns, d.due_at, d.settled_at, d.reply
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
            row.Int(6),
            row.Instant(7),
            row.IsDBNull(8) ? null : row.Instant(8),
            row.Text(9)),
        cancellation,
        ("id", subscriberId));

    /// <param name="say">An instant in words.</param>
    /// <param name="resends">How often a mail is sent again of which nobody knows whether it arrived; -1 for never.</param>
    public Explanation Explain(string post, Func<DateTimeOffset, string> say, int resends) => Status switch
    {
        DeliveryStatus.Sent => new(post, Issue, ExplainedOutcome.Sent, $"sent on {When(say)}; the server said: {Reply}", Settled),
        DeliveryStatus.Failed => new(post, Issue, ExplainedOutcome.Failed, Failure(say), Settled),
        DeliveryStatus.Withheld => new(post, Issue, ExplainedOutcome.Withheld, $"withheld{(Settled is null ? "" : $" on {When(say)}")}: {Reply}", Settled),
        DeliveryStatus.Deferred => new(post, Issue, ExplainedOutcome.Deferred, $"put off after {Times}; the server said: {Reply}; {Next($"it is tried again on {say(Due)}")}", Due),
        DeliveryStatus.Unknown => new(post, Issue, ExplainedOutcome.Unknown, $"nobody knows whether it arrived: {Reply}; {Next(Unknowns <= resends ? $"it is sent again on {say(Due)}, and may come twice" : Again("--unknown", "and may come twice then"))}", Settled),
        DeliveryStatus.Sending => new(post, Issue, ExplainedOutcome.Pending, "is being sent now", Due),
        _ => new(post, Issue, ExplainedOutcome.Pending, Next($"waits to be sent since {say(Due)}"), Due),
    };

    private string Times => Attempts == 1 ? "one attempt" : FormattableString.Invariant($"{Attempts} attempts");

    private string When(Func<DateTimeOffset, string> say) => Settled is { } at ? say(at) : "an unknown day";

    private string Failure(Func<DateTimeOffset, string> say) => Reply switch
    {
        { } reply when reply.StartsWith(CameBack, StringComparison.Ordinal) => $"taken by the server on {When(say)}, and came back: {reply[CameBack.Length..]}",
        { } reply when reply.StartsWith(DeliveryPolicy.GivenUp, StringComparison.Ordinal) => $"given up on {When(say)} after {Times}; the last answer was: {reply[DeliveryPolicy.GivenUp.Length..]}; {Again("", "to all whose delivery failed")}",
        _ => $"refused on {When(say)} after {Times}; the server said: {Reply}; {Again("", "to all whose delivery failed")}",
    };

    private string Again(string option, string what) => string.Create(CultureInfo.InvariantCulture, $"it is sent again only by `publisher issues retry {Issue}{(option.Length == 0 ? "" : " ")}{option}`, {what}");

    private string Next(string open) => IssueStatus switch
    {
        "open" => open,
        "paused" => FormattableString.Invariant($"waits because issue {Issue} is paused: {IssueReason}"),
        _ => FormattableString.Invariant($"never sent, because issue {Issue} was cancelled"),
    };
}
