namespace Publisher.Posts.Reading;

/// <summary>A file cannot be read as a post; the message says why, the line where.</summary>
internal sealed class PostException(int line, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;
}
