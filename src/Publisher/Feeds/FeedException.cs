namespace Publisher.Feeds;

/// <summary>A feed that could not be rendered or written; the last good file stays. The message is a sentence for the operator.</summary>
internal sealed class FeedException(string message, Exception? cause = null, string? entryId = null) : IOException(message, cause)
{
    /// <summary>The entry at fault, where one alone could be found.</summary>
    public string? EntryId { get; } = entryId;
}
