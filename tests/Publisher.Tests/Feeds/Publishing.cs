using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

internal static class Publishing
{
    /// <summary>Writes a file whose content is known.</summary>
    public static bool Publish(this FeedFiles files, string name, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        using var file = files.Prepare(name, stream => stream.Write(content));
        return files.Publish(name, file);
    }
}
