namespace Publisher.Feeds;

/// <summary>A feed file in one coding, as it is sent.</summary>
/// <param name="ETag">Strong and quoted, another for each coding (RFC 9110, section 8.8.3).</param>
/// <param name="Coding">As Content-Encoding names it; null for none.</param>
/// <param name="Bytes">Empty where the file is too large to be held in memory.</param>
/// <param name="Changed">The file's own time: with the length it tells the file that was loaded from one that took its place.</param>
internal sealed record Representation(string Path, string ETag, string? Coding, long Length, ReadOnlyMemory<byte> Bytes, DateTime Changed)
{
    public bool IsHeld => Bytes.Length == Length;

    public bool IsCurrent() => IsHeld || new FileInfo(Path) is { Exists: true } file && file.Length == Length && file.LastWriteTimeUtc == Changed;

    /// <summary>The file on disk; null where another has taken its place since it was loaded. An open one stays the same when it is replaced.</summary>
    public FileStream? Open()
    {
        try
        {
            var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
            if (file.Length == Length && File.GetLastWriteTimeUtc(file.SafeFileHandle) == Changed)
                return file;
            file.Dispose();
            return null;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
