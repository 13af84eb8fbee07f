namespace Publisher.Feeds.Splicing;

/// <summary>Notes, while a feed is written, where its entries lie in the file.</summary>
internal sealed class EntryMarks
{
    private readonly List<long> ends = [];

    /// <summary>Where the head ends, and then where each entry does, in bytes from the beginning. What follows is the foot.</summary>
    public IReadOnlyList<long> Ends => ends;

    /// <summary>To be gone through by a writer that has written one entry when it asks for the next.</summary>
    /// <param name="flush">Brings to the output what the writer still holds.</param>
    public IEnumerable<Entry> Follow(IEnumerable<Entry> entries, Stream output, Action flush)
    {
        ends.Clear();
        Mark();
        foreach (var entry in entries)
        {
            yield return entry;
            Mark();
        }

        void Mark()
        {
            flush();
            ends.Add(output.Position);
        }
    }
}
