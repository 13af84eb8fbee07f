namespace Publisher.Mail.Html;

/// <summary>What is said where a mail cannot show what the post does, in the reader's language.</summary>
internal sealed record BodyWords(string Watch, string Listen, string Picture);
