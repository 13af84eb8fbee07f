namespace Publisher.Mail;

/// <summary>A setting of the mail cannot be used; the message names it.</summary>
internal sealed class MailException(string message) : Exception(message);
