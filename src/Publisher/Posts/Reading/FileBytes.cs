using System.Buffers;

namespace Publisher.Posts.Reading;

/// <summary>The bytes of a file in a buffer that the next file uses again.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly byte[] buffer;
    private readonly int length;

    private FileBytes(byte[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileBytes Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var expected = (int)Math.Min(RandomAccess.GetLength(file), Array.MaxLength);
        var buffer = ArrayPool<byte>.Shared.Rent(expected);
        var length = 0;
        for (int read; (read = RandomAccess.Read(file, buffer.AsSpan(length, expected - length), length)) > 0;)
            length += read;
        return new(buffer, length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
