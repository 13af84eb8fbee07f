namespace Publisher.Feeds.Splicing;

/// <summary>Tells a file that we wrote from one that somebody else wrote in its place, or into it.</summary>
internal readonly record struct FileStamp(long Length, DateTime Changed)
{
    public static FileStamp? Of(string path) => new FileInfo(path) is { Exists: true } file ? new(file.Length, file.LastWriteTimeUtc) : null;

    public static FileStamp Of(FileStream file) => new(file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));

    /// <summary>The file, as long as it is the one that was stamped; null where it is not.</summary>
    public FileStream? Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (this == Of(file))
                return file;
            file.Dispose();
            return null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
