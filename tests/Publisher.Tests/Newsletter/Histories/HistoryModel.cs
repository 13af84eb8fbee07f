using Publisher.Subscribers;

namespace Publisher.Tests.Newsletter.Histories;

/// <summary>A published post as the model sees it.</summary>
internal sealed record SeenPost(string Id, DateTimeOffset Published, bool Mailable, IReadOnlyList<string> Topics);

/// <summary>A reader as the model sees them.</summary>
/// <param name="At">How many of the released posts were decided on.</param>
internal sealed record SeenReader(bool IsConfirmed, Cadence Cadence, IReadOnlyList<string> Topics, int At);

/// <summary>Who should get what, with no database, no crash and no transaction.</summary>
internal sealed class HistoryModel(TimeSpan hold, int budget, TimeSpan lateAfter)
{
    private readonly Dictionary<string, DateTimeOffset> seen = [];
    private readonly Dictionary<Cadence, DateTimeOffset> done = [];
    private readonly HashSet<string> decided = [];
    private readonly List<DateTimeOffset> held = [];
    private bool began;

    public List<string> Released { get; } = [];

    public Dictionary<int, SeenReader> Readers { get; } = [];

    public HashSet<(int Reader, string Post)> Owed { get; } = [];

    /// <summary>The latest time of a schedule: mornings at eight, Mondays, the first of the month.</summary>
    public static DateTimeOffset Last(Cadence cadence, DateTimeOffset now)
    {
        var morning = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(8);
        var day = morning <= now ? morning : morning.AddDays(-1);
        return cadence switch
        {
            Cadence.Weekly => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            Cadence.Monthly => day.AddDays(1 - day.Day),
            _ => day,
        };
    }

    public void Turn(DateTimeOffset now, IReadOnlyList<SeenPost> posts)
    {
        foreach (var post in posts)
            seen.TryAdd(post.Id, now);
        Release(now, [.. posts.Where(post => post.Mailable && !decided.Contains(post.Id)).OrderBy(post => post.Published).ThenBy(post => post.Id, StringComparer.Ordinal)]);
        foreach (var (number, reader) in Readers.Where(one => one.Value.IsConfirmed).ToList())
        {
            if (!IsDue.Contains(reader.Cadence))
                continue;
            var mailable = posts.Where(post => post.Mailable).ToDictionary(post => post.Id);
            foreach (var id in Released.Skip(reader.At).Where(id => mailable.TryGetValue(id, out var post) && (reader.Topics.Count == 0 || reader.Topics.Intersect(post.Topics).Any())))
                Owed.Add((number, id));
            Readers[number] = reader with { At = Released.Count };
        }
    }

    private HashSet<Cadence> IsDue { get; } = [Cadence.Instant];

    private void Release(DateTimeOffset now, List<SeenPost> news)
    {
        var waiting = news.Where(post => (now - seen[post.Id]).Duration() < hold).ToList();
        var due = began ? news.Except(waiting).ToList() : news;
        var isCrowd = waiting.Count + due.Count + held.Count(at => at > now.AddHours(-1) && at <= now) > budget;
        decided.UnionWith(due.Select(post => post.Id));
        if (began && isCrowd)
            held.AddRange(due.Select(_ => now));
        else if (began)
            Released.AddRange(due.Select(post => post.Id));
        began = true;
        IsDue.RemoveWhere(cadence => cadence != Cadence.Instant);
        IsDue.UnionWith(new[] { Cadence.Daily, Cadence.Weekly, Cadence.Monthly }.Where(cadence => Keep(cadence, now)));
    }

    private bool Keep(Cadence cadence, DateTimeOffset now)
    {
        if (!done.TryGetValue(cadence, out var last) || last > now)
            done[cadence] = last = now;
        var due = Last(cadence, now);
        if (due <= last)
            return false;
        done[cadence] = due;
        return now - due <= lateAfter;
    }
}
