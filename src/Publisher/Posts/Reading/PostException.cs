namespace Publisher.Posts.Reading;

/// <summary>A file cannot be read as a post; the message says why, the line where.</summary>
internal sealed class PostException(int line, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;

    /// <summary>Whether no more tolerant reading may be tried: a bound was passed, or what stands there contradicts itself.</summary>
    public bool IsBound { get; init; }
}
