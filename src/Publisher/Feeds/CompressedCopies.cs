using System.Collections.Concurrent;
using Publisher.Feeds.Splicing;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>Keeps a <c>.gz</c> and a <c>.br</c> beside each feed file that hold what it holds, and mends those that do not.</summary>
internal sealed class CompressedCopies
{
    // What was once seen to agree is looked into again only when one of the files is another.
    private readonly ConcurrentDictionary<string, Stamps> _agreed = new();

    /// <summary>Makes the copies that are missing, damaged or of another version.</summary>
    public void Prepare(TemporaryFile file)
    {
        if (!file.IsThere())
        {
            file.BeginFlush();
            PrepareAll(file);
            return;
        }

        var stamps = Stamps.Of(file.Target);
        if (_agreed.TryGetValue(file.Target, out var agreed) && agreed == stamps)
            return;
        foreach (var coding in Compression.CodingsOf(file.Content.Length).Where(coding => !Agrees(coding, file)))
            Prepare(coding, file);
        if (file.Compressed.Count == 0)
            _agreed[file.Target] = stamps;
    }

    public static void PrepareAll(TemporaryFile file)
    {
        foreach (var coding in Compression.CodingsOf(file.Content.Length))
            Prepare(coding, file);
    }

    /// <summary>Readies the copies to be renamed: on disk, and of the file's own time, by which web servers tell that they belong together.</summary>
    /// <exception cref="IOException">One of the names is a folder's; seen before anything is replaced.</exception>
    public static void Stamp(TemporaryFile file, bool changed)
    {
        TemporaryFile[] all = [.. file.Compressed.Values, file];
        if (all.FirstOrDefault(one => Directory.Exists(one.Target)) is { } blocked)
            throw new IOException($"{blocked.Target} is a folder");
        var time = changed ? File.GetLastWriteTimeUtc(file.Content.SafeFileHandle) : File.GetLastWriteTimeUtc(file.Target);
        foreach (var copy in file.Compressed.Values)
        {
            copy.Flush();
            File.SetLastWriteTimeUtc(copy.Content.SafeFileHandle, time);
        }

        if (changed)
            File.SetLastWriteTimeUtc(file.Content.SafeFileHandle, time);
    }

    /// <summary>Removes a copy that files of this length do not have any more: it would be of an earlier version.</summary>
    public static void RemoveUnwanted(TemporaryFile file)
    {
        foreach (var path in Compression.Codings.Except(Compression.CodingsOf(file.Content.Length)).Select(coding => file.Target + Compression.Extension(coding)).Where(File.Exists))
            File.Delete(path);
    }

    private static void Prepare(ContentCoding coding, TemporaryFile file)
    {
        if (file.Compressed.ContainsKey(coding))
            return;
        var copy = file.Compressed[coding] = TemporaryFile.For(file.Target + Compression.Extension(coding));
        if (coding == ContentCoding.Gzip && file.Map is { } map)
            file.Map = map with { Gzip = Splice(map, file, copy) };
        else
            Compression.Compress(coding, file.Content, copy.Content);
        copy.BeginFlush();
    }

    private static GzipMap Splice(FeedMap map, TemporaryFile file, TemporaryFile copy)
    {
        using var old = map.Gzip?.Stamp?.Open(copy.Target);
        return GzipPieces.Write(file.Content, map, old, copy.Content);
    }

    private static bool Agrees(ContentCoding coding, TemporaryFile file)
    {
        string path = file.Target + Compression.Extension(coding);
        if (!File.Exists(path))
            return false;
        using var copy = File.OpenRead(path);
        return Compression.Holds(coding, copy, file.Content);
    }

    private readonly record struct Stamps((DateTime, long) Plain, (DateTime, long) Gzip, (DateTime, long) Brotli)
    {
        public static Stamps Of(string path) => new(One(path), One(path + Compression.Extension(ContentCoding.Gzip)), One(path + Compression.Extension(ContentCoding.Brotli)));

        private static (DateTime, long) One(string path) => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
