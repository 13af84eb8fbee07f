using System.Collections.Concurrent;

namespace Publisher.Feeds;

/// <summary>The feed files that are asked for, held in memory up to a bound; what was not asked for longest goes first.</summary>
/// <param name="load">Returns null for a file that is not published or not there.</param>
/// <param name="bound">Bytes.</param>
internal sealed class LoadedFeeds(Func<string, PublishedFile?> load, long bound = LoadedFeeds.Bound)
{
    private const long Bound = 64 * 1024 * 1024;

    // What an entry without contents takes, in bytes and at most: names, tags, the dictionary's share.
    private const long Overhead = 2 * 1024;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Lock loading = new();
    private long held;
    private long turn;

    /// <summary>Bytes in use.</summary>
    public long Held => Interlocked.Read(ref held);

    /// <summary>The file of a name; null where there is none. What is in memory is found without a lock or an allocation.</summary>
    public PublishedFile? Find(ReadOnlySpan<char> name)
    {
        if (!entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var entry))
            return Load(name.ToString());
        if (!entry.File.IsCurrent())
            return Reload(entry);
        // Written once a turn only, so that the processors need not pass it round.
        if (entry.Used != turn)
            entry.Used = turn;
        return entry.File;
    }

    /// <summary>Everything is read anew when it is next asked for: another process may have written the files, too.</summary>
    public void Forget()
    {
        lock (loading)
        {
            entries.Clear();
            held = 0;
        }
    }

    private PublishedFile? Reload(Entry old)
    {
        lock (loading)
        {
            if (entries.TryRemove(new(old.File.Name, old)))
                held -= old.Size;
        }

        return Load(old.File.Name);
    }

    private PublishedFile? Load(string name)
    {
        lock (loading)
        {
            if (entries.TryGetValue(name, out var there))
                return there.File;
            if (load(name) is not { } file)
                return null;
            Interlocked.Increment(ref turn);
            var entry = entries[name] = new(file, turn);
            held += entry.Size;
            MakeRoom(name);
            return file;
        }
    }

    private void MakeRoom(string keep)
    {
        if (held <= bound)
            return;
        foreach (var (name, entry) in entries.OrderBy(pair => pair.Value.Used).ToList())
        {
            // A quarter at once, so that this is not done for each file.
            if (held <= bound - bound / 4)
                return;
            if (name != keep && entries.TryRemove(name, out _))
                held -= entry.Size;
        }
    }

    private sealed class Entry(PublishedFile file, long used)
    {
        public PublishedFile File { get; } = file;

        public long Size { get; } = file.Held + Overhead;

        public long Used { get; set; } = used;
    }
}
