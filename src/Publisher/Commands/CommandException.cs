namespace Publisher.Commands;

/// <summary>A command cannot do its work; the message says why and what to do.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
