using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>
/// Files that changed and are not read yet. The rule: nothing is read before two looks, some time apart, saw it the same, with nothing announced of it between them.
/// What was written in place must lie still for all of <c>posts.settle</c>, for programs write in steps; so must the place of a file that was deleted, for some save by deleting and writing anew.
/// What was moved was written before, and a quarter of the time tells it from a file that was just created and is written to next.
/// Files that come and go are read together, or a move would pass for a copy: while one of them does not lie still the others wait, yet never longer than twice the time.
/// </summary>
internal sealed class Settling(TimeSpan settle, TimeProvider time)
{
    // A timer may fire a little before its time.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(2);

    private readonly Dictionary<string, Waiting> waiting = new(StringComparer.Ordinal);

    private readonly record struct Waiting(FoundFile? Seen, long Since, Sign Sign)
    {
        public bool ComesOrGoes => Seen is null || Sign == Sign.Moved;
    }

    public bool IsAny => waiting.Count > 0;

    /// <summary>How long until one of them may lie still; null where none waits.</summary>
    public TimeSpan? Left
    {
        get
        {
            var now = time.GetTimestamp();
            var left = waiting.Values.Select(file => Needs(file, now)).ToList();
            return left.Count == 0 ? null : left.Where(needs => needs > Early).DefaultIfEmpty().Min();
        }
    }

    /// <summary>Those that are to be looked at, for their time is over.</summary>
    public IReadOnlyList<string> Ripe(long now) => [.. waiting.Where(file => IsRipe(file.Value, now)).Select(file => file.Key)];

    /// <summary>Notes how a file that changed lies there.</summary>
    /// <param name="seen">Null where it is gone.</param>
    /// <param name="sign">What was announced of it since the last look; null for nothing: it may be half-written.</param>
    public void Note(string path, FoundFile? seen, Sign? sign, long now)
    {
        // An empty file is no more than created.
        var isMoved = sign == Sign.Moved && seen?.Stamp.Length != 0;
        if (sign is not null || !waiting.TryGetValue(path, out var before) || before.Seen != seen)
            waiting[path] = new(seen, now, isMoved ? Sign.Moved : Sign.Written);
    }

    /// <summary>The files that may be read, as they were seen last.</summary>
    /// <param name="together">Whether they are all that there is: what is left out would pass for gone.</param>
    public Dictionary<string, FoundFile?> Still(bool together, long now)
    {
        var isMoving = waiting.Values.Any(file => (together || file.ComesOrGoes) && !IsRipe(file, now));
        return waiting.Where(file => IsRipe(file.Value, now) && (!isMoving || time.GetElapsedTime(file.Value.Since, now) >= 2 * settle))
            .ToDictionary(file => file.Key, file => file.Value.Seen, StringComparer.Ordinal);
    }

    /// <summary>Forgets a file that was read, or lies there again as it was read.</summary>
    public void Done(string path) => waiting.Remove(path);

    /// <summary>Forgets all that do not differ any more.</summary>
    public void DoneBut(IReadOnlyDictionary<string, FoundFile?> changed)
    {
        foreach (var path in waiting.Keys.Where(path => !changed.ContainsKey(path)).ToList())
            waiting.Remove(path);
    }

    private bool IsRipe(Waiting file, long now) => Needs(file, now) <= Early;

    private TimeSpan Needs(Waiting file, long now) => (file.Sign == Sign.Moved ? settle / 4 : settle) - time.GetElapsedTime(file.Since, now);
}
