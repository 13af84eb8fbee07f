using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Publisher.Posts;

/// <summary>The posts of entries, as everybody sees them.</summary>
internal sealed class ShownPosts(Ordered<Entry> entries) : IReadOnlyList<Post>
{
    public int Count => entries.Count;

    public Post this[int index] => entries[index].Shown;

    public IEnumerator<Post> GetEnumerator() => entries.Select(entry => entry.Shown).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The files of entries by their paths.</summary>
internal sealed class FilesByPath(Shelves shelves) : IReadOnlyDictionary<string, ReadFile>
{
    public int Count => shelves.Entries.Count;

    public IEnumerable<string> Keys => shelves.Entries.Select(entry => entry.Path);

    public IEnumerable<ReadFile> Values => shelves.Entries.Select(entry => entry.File);

    public ReadFile this[string key] => TryGetValue(key, out var file) ? file : throw new KeyNotFoundException($"no file {key} was seen");

    public bool ContainsKey(string key) => shelves.At(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ReadFile value) => (value = shelves.At(key)?.File) is not null;

    public IEnumerator<KeyValuePair<string, ReadFile>> GetEnumerator() =>
        shelves.Entries.Select(entry => KeyValuePair.Create(entry.Path, entry.File)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
