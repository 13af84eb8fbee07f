namespace Publisher.Subscribers.Transfer;

/// <summary>A list cannot be taken at all; the message names the line and says what to do.</summary>
internal sealed class ListException(int line, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Line { get; } = line;
}
