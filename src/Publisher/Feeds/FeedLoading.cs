using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>Reads a feed file with those of its compressed copies that hold the same.</summary>
internal static class FeedLoading
{
    /// <summary>Bytes; a larger file is sent from disk.</summary>
    public const long LargestHeld = 4 * 1024 * 1024;

    /// <summary>Returns null where the file is not there.</summary>
    public static PublishedFile? Load(FeedFile file, string path)
    {
        using var content = Open(path);
        if (content is null)
            return null;
        // By the handle: the path may lead to a newer file by now.
        var changed = File.GetLastWriteTimeUtc(content.SafeFileHandle);
        string etag = PublishedFile.ETagOf(content);
        var plain = new Representation(path, etag, null, content.Length, Read(content), changed);
        return new(file.Name, file.ContentType, new(changed), plain, Copy(plain, content, ContentCoding.Gzip), Copy(plain, content, ContentCoding.Brotli));
    }

    private static Representation? Copy(Representation plain, FileStream content, ContentCoding coding)
    {
        string path = plain.Path + Compression.Extension(coding);
        using var copy = Open(path);
        if (copy is null)
            return null;
        var changed = File.GetLastWriteTimeUtc(copy.SafeFileHandle);
        // Both get one time when they are published; what bears another is looked into.
        if (changed != plain.Changed && !Compression.Holds(coding, copy, content))
            return null;
        string name = coding == ContentCoding.Gzip ? "gzip" : "br";
        return new(path, $"{plain.ETag[..^1]}-{Compression.Extension(coding)[1..]}\"", name, copy.Length, Read(copy), changed);
    }

    private static byte[] Read(FileStream file)
    {
        if (file.Length > LargestHeld)
            return [];
        byte[] bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
