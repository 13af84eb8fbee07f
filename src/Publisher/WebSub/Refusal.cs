namespace Publisher.WebSub;

/// <summary>Why the hub does not take a request.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="RetryAfter">When asking again may help; null where it will not.</param>
internal sealed record Refusal(int Status, string Sentence, TimeSpan? RetryAfter = null);
