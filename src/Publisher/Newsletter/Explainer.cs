using System.Data.Common;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>What the ledger does not know of, but decides.</summary>
/// <param name="Next">When mail of a cadence is composed next for who chose a time zone, or none.</param>
/// <param name="Say">An instant in words.</param>
/// <param name="Stopped">Why nothing is mailed at all; null where it is.</param>
internal sealed record Surroundings(Catalogue Catalogue, NewsletterOptions Options, Func<Cadence, string?, DateTimeOffset?> Next, Func<DateTimeOffset, string> Say, string? Stopped, DateTimeOffset Now);

/// <summary>Says for one reader why a post came, will come, or will not, in one sentence each.</summary>
internal sealed class Explainer(Database database, Surroundings about)
{
    /// <returns>Null where nobody has that address.</returns>
    public async Task<SubscriberEntry?> ReaderAsync(EmailAddress email, SuppressionList suppressions, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var entries = await connection.QueryAsync($"select {SubscriberEntry.Columns} from subscribers where email_key = @key", row => SubscriberEntry.Read(row, suppressions), cancellation, ("key", email.Key));
        return entries.SingleOrDefault();
    }

    /// <param name="post">Null for all that was decided for the reader, and all that waits.</param>
    public async Task<IReadOnlyList<Explanation>> ExplainAsync(SubscriberEntry entry, Post? post, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var told = (await Told.ReadAsync(connection, entry.Reader.Id, cancellation)).ToLookup(row => row.PostId);
        var decisions = (await DecisionsAsync(connection, post?.Id, cancellation)).ToDictionary(decision => decision.PostId);
        var seen = await SeenAsync(connection, cancellation);
        var posts = about.Catalogue.Posts.Where(known => known.Id.Length > 0).DistinctBy(known => known.Id).ToDictionary(known => known.Id);
        var ids = post is not null ? [post.Id] : told.Select(rows => rows.Key).Concat(Waiting(decisions, entry)).Concat(New(decisions)).Distinct();
        return [.. ids.SelectMany(id => told[id].Any()
            ? told[id].Select(row => row.Explain(posts.GetValueOrDefault(id)?.Path ?? id, about.Say, about.Options.Resends))
            : [None(entry, post ?? posts.GetValueOrDefault(id), id, decisions.GetValueOrDefault(id), seen.TryGetValue(id, out var since) ? since : about.Now)])];
    }

    private static IEnumerable<string> Waiting(Dictionary<string, Decision> decisions, SubscriberEntry entry) =>
        decisions.Values.Where(decision => decision.State == ReleaseState.Held || (decision.State == ReleaseState.Released && decision.Sequence > entry.Reader.CaughtUpTo)).OrderBy(decision => decision.Sequence).Select(decision => decision.PostId);

    private IEnumerable<string> New(Dictionary<string, Decision> decisions) => about.Catalogue.Published.Where(post => post.Mailable && !decisions.ContainsKey(post.Id)).Reverse().Select(post => post.Id);

    private Explanation None(SubscriberEntry entry, Post? post, string id, Decision? decision, DateTimeOffset since)
    {
        var (reason, at) = OfPost(post, decision, since) ?? OfReader(entry, decision) ?? OfBoth(entry, post!, decision!);
        return new(post?.Path ?? id, null, ExplainedOutcome.None, reason, at);
    }

    // What keeps the post from everybody.
    private (string Reason, DateTimeOffset? At)? OfPost(Post? post, Decision? decision, DateTimeOffset since) => (post, decision) switch
    {
        ({ IsPublished: false }, _) => ($"the post is {SubscriberRows.Word(post.Status)}: {post.Reason}", post.Appears ?? post.Published),
        ({ Mailable: false }, _) => ("the post says that it is not to be mailed (mail: false)", null),
        (_, { State: ReleaseState.Past }) => ("the post was there before this newsletter began, or was dismissed: it is never mailed", decision.At),
        (_, { State: ReleaseState.Held }) => ("the post is held: more new ones appeared at once than newsletter.budget allows; `publisher issues release` mails it", decision.At),
        (null, _) => ("the post is gone", null),
        (_, null) => ($"the post is new: it may be mailed from {about.Say(since + about.Options.Hold)} on, when newsletter.hold is over", since + about.Options.Hold),
        _ => null,
    };

    // What keeps everything from the reader.
    private (string Reason, DateTimeOffset? At)? OfReader(SubscriberEntry entry, Decision? decision) => entry switch
    {
        { Suppression: { } suppression } => ($"the address is suppressed since {about.Say(suppression.At)}: {suppression.Why}", suppression.At),
        { Reader.Status: SubscriberStatus.Unconfirmed } => ($"the subscription of {about.Say(entry.Reader.RequestedAt)} was never confirmed", entry.Reader.RequestedAt),
        { Reader.Status: SubscriberStatus.Unsubscribed } => ($"the reader unsubscribed{(entry.UnsubscribedAt is { } left ? $" on {about.Say(left)}" : "")}", entry.UnsubscribedAt),
        { ConfirmedAt: { } from } when decision is not null && decision.Sequence <= entry.Reader.CaughtUpTo && from >= decision.At => ($"the reader subscribed on {about.Say(from)}, after the post was released on {about.Say(decision.At)}", from),
        _ => null,
    };

    private (string Reason, DateTimeOffset? At) OfBoth(SubscriberEntry entry, Post post, Decision decision)
    {
        var reader = entry.Reader;
        if (!Selection.Matches(reader.Topics, post))
            return (post.Topics.Any()
                ? $"its topics ({string.Join(", ", post.Topics)}) are not among those that the reader chose ({string.Join(", ", reader.Topics)})"
                : $"it has no topics, and the reader chose some ({string.Join(", ", reader.Topics)})", null);
        if (decision.Sequence <= reader.CaughtUpTo)
            return ($"it was released on {about.Say(decision.At)}, and when mail for this reader was composed it was not for them: the post was away, or the reader had other topics or was suppressed", decision.At);
        if (reader.PausedUntil is { } until && until > about.Now)
            return ($"the reader paused mail until {about.Say(until)}; what appears meanwhile comes in one mail after that", until);
        if (about.Stopped is { } stopped)
            return ($"nothing is mailed from this database: {stopped}", null);
        if (!about.Options.Enabled)
            return ("the newsletter is switched off (newsletter.enabled)", null);
        var at = about.Next(reader.Cadence, reader.TimeZone);
        var when = at is { } next ? $" on {about.Say(next)}" : "";
        return (reader.Cadence == Cadence.Instant ? $"waits to be composed{when}" : $"waits for the {SubscriberRows.Word(reader.Cadence)} digest{when}", at);
    }

    private static async Task<IReadOnlyList<Decision>> DecisionsAsync(DbConnection connection, string? id, CancellationToken cancellation) => await connection.QueryAsync(
        "select post_id, state, coalesce(sequence, 0), at from releases where cast(@id as text) is null or post_id = @id",
        row => new Decision(row.GetString(0), SubscriberRows.Value<ReleaseState>(row.GetString(1)), row.GetInt64(2), row.Instant(3)),
        cancellation,
        ("id", id));

    private static async Task<Dictionary<string, DateTimeOffset>> SeenAsync(DbConnection connection, CancellationToken cancellation) =>
        (await connection.QueryAsync("select id, first_seen_at from posts", row => KeyValuePair.Create(row.GetString(0), row.Instant(1)), cancellation)).ToDictionary();

    private sealed record Decision(string PostId, ReleaseState State, long Sequence, DateTimeOffset At);
}
