namespace Publisher.Mail;

/// <summary>No mail can be made of a message, now or later; the message says why.</summary>
internal sealed class UnmailableException(string message) : Exception(message);
