namespace Publisher.Storage;

/// <summary>The database cannot be used as it is; the message says why and what to do.</summary>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
