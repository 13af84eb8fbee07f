using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Decides for each reader who is due which posts are mailed, and writes it down: issues, deliveries and how far each reader is caught up, some thousand readers in one short transaction.</summary>
internal sealed partial class Composer(Database database, IssuePress issues, Suppressions suppressions, TimeProvider time, ILogger<Composer> log)
{
    // Between two transactions other processes get their turn: they ask again every few milliseconds and do not queue up with us.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    /// <summary>How many readers are decided on in one transaction.</summary>
    public int Chunk { get; init; } = 5000;

    /// <summary>What there is to compose for a cadence and zone.</summary>
    /// <param name="due">The time of the schedule that is being kept: it tells one digest from the next.</param>
    /// <returns>Null where every reader is caught up.</returns>
    public async Task<Edition?> OpenAsync(Cadence cadence, ReaderZone zone, DateTimeOffset due, Catalogue catalogue, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var end = await Releases.EndAsync(connection, cancellation);
        var now = time.GetUtcNow();
        if (await FromAsync(connection, cadence, zone, end, now, cancellation) is not { } from)
            return null;
        var released = await Releases.ReleasedAsync(connection, from, end, cancellation);
        return new(cadence, zone, due, now, end, Selection.Mailable(released, catalogue), Selection.Awaited(released, catalogue));
    }

    /// <summary>Composes for all readers of a cadence and zone who are due.</summary>
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> ComposeAsync(Edition edition, CancellationToken cancellation)
    {
        var added = 0;
        while (await database.WriteAsync(transaction => ComposeChunkAsync(transaction, edition, cancellation), cancellation) is { } chunk)
        {
            added += chunk.Added;
            foreach (var (language, posts, _) in chunk.Unwritten)
                await issues.WriteAsync(edition, language, posts, cancellation);
            if (chunk.IsLast)
                break;
            await Task.Delay(Breath, time, cancellation);
        }

        if (added > 0)
            LogComposed(edition.Cadence, added);
        return added;
    }

    private async Task<Decided?> ComposeChunkAsync(DbTransaction transaction, Edition edition, CancellationToken cancellation)
    {
        if (await NextAsync(transaction, edition, cancellation) is not { } cohort)
            return null;
        var suppressed = await suppressions.AmongAsync(transaction, cohort.Readers.Select(reader => (reader.Id, reader.Email)), cancellation);
        var groups = Groups(edition, cohort, suppressed).ToList();
        var unwritten = groups.Where(group => !edition.Issues.ContainsKey(edition.Key(group.Language, group.Posts))).ToList();
        // To write an issue takes longer than anything here, and nobody else can write meanwhile: it is done outside, and these readers' turn comes again.
        if (unwritten.Count > 0)
            return new(0, unwritten, IsLast: false);
        var added = 0;
        foreach (var (language, posts, readers) in groups)
            added += await EnqueueAsync(transaction, edition.Issues[edition.Key(language, posts)], readers, edition.Now, cancellation);
        await cohort.CatchUpAsync(transaction, edition.End, cancellation);
        return new(added, [], cohort.Readers.Count < Chunk && await FromAsync(transaction.Connection!, edition.Cadence, edition.Zone, edition.End, edition.Now, cancellation) is null);
    }

    private static async Task<long?> FromAsync(DbConnection connection, Cadence cadence, ReaderZone zone, long end, DateTimeOffset now, CancellationToken cancellation)
    {
        long? hindmost = null;
        foreach (var chosen in zone.Chosen)
        {
            if (await Cohort.FromAsync(connection, cadence, chosen, end, now, cancellation) is { } from)
                hindmost = Math.Min(from, hindmost ?? from);
        }

        return hindmost;
    }

    private async Task<Cohort?> NextAsync(DbTransaction transaction, Edition edition, CancellationToken cancellation)
    {
        foreach (var chosen in edition.Zone.Chosen)
        {
            if (await Cohort.NextAsync(transaction, edition.Cadence, chosen, edition.End, edition.Now, Chunk, cancellation) is { } cohort)
                return cohort;
        }

        return null;
    }

    // Readers whose set of new posts and language are the same share an issue. After a pause all of it comes at once, and not a mail a post. Who chose the same topics has the same set, so the question is asked once for them all.
    private static IEnumerable<Group> Groups(Edition edition, Cohort cohort, IReadOnlySet<long> suppressed)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var alike in cohort.Readers.Where(reader => !suppressed.Contains(reader.Id)).GroupBy(reader => (reader.Topics, reader.Language, reader.IsBack)))
        {
            var ids = alike.Select(reader => reader.Id).ToList();
            foreach (var posts in Selection.Issues(alike.Key.IsBack ? Cadence.Daily : edition.Cadence, Selection.For(SubscriberRows.Topics(alike.Key.Topics), cohort.From, edition.Posts)))
            {
                var key = edition.Key(alike.Key.Language, posts);
                if (groups.TryGetValue(key, out var group))
                    group.Readers.AddRange(ids);
                else
                    groups[key] = new(alike.Key.Language, posts, [.. ids]);
            }
        }

        return groups.Values;
    }

    private static Statement NewDeliveries(DbTransaction transaction) => new(
        transaction,
        "insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (@issue, @subscriber, 'pending', 0, @now) on conflict (issue_id, subscriber_id) do nothing",
        "issue",
        "subscriber",
        "now");

    private static async Task<int> EnqueueAsync(DbTransaction transaction, long issue, List<long> readers, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var deliveries = NewDeliveries(transaction);
        var due = now.ToUnixTimeMilliseconds();
        foreach (var reader in readers)
            await deliveries.AddAsync(issue, reader, due);
        var planned = (await deliveries.EndAsync()).Sum();
        await transaction.ExecuteAsync("update issues set planned = planned + @count, closed_at = null where id = @id", cancellation, ("id", issue), ("count", planned));
        return planned;
    }

    private sealed record Group(string Language, IReadOnlyList<MailablePost> Posts, List<long> Readers);

    /// <param name="Unwritten">What must be written first; then nothing was decided.</param>
    private sealed record Decided(int Added, IReadOnlyList<Group> Unwritten, bool IsLast);

    [LoggerMessage(311, LogLevel.Information, "Composed {Cadence} mail: {Count} deliveries")]
    private partial void LogComposed(Cadence cadence, int count);
}
