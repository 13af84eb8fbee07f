namespace Publisher.Commands;

/// <summary>A line of <c>subscribers import --json</c>: a line of the list that was not taken.</summary>
/// <param name="Fault">Whether the line is bad; else the person stays what they are here.</param>
internal sealed record LeftLineJson(string Path, int Line, string Message, bool Fault);

/// <summary>The last line of <c>subscribers import --json</c>.</summary>
/// <param name="Mails">How many mails that ask to confirm were queued.</param>
internal sealed record ImportLine(string Format, bool DryRun, int Confirmed, int Unconfirmed, int Mails, int Refusals, int Left, int Faults, IReadOnlyList<string> Ignored);
