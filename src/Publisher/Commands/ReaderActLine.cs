namespace Publisher.Commands;

/// <summary>What a command about one reader prints with <c>--json</c>.</summary>
internal sealed record ReaderActLine(string Email, string Outcome, string Message);
