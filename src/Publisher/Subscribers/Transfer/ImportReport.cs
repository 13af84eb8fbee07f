namespace Publisher.Subscribers.Transfer;

/// <summary>A line that was not taken.</summary>
/// <param name="IsFault">Whether the line is bad; else the person stays what they are.</param>
internal sealed record LeftLine(int Line, string Why, bool IsFault);

/// <summary>What an import did.</summary>
/// <param name="Unconfirmed">People who get a mail that asks them to confirm.</param>
/// <param name="Refusals">People who are kept as ones who left or must not be mailed.</param>
/// <param name="Left">People who stay what they are here.</param>
/// <param name="Faults">Lines that cannot be used.</param>
internal sealed record ImportReport(string Format, IReadOnlyList<string> Ignored, int Confirmed, int Unconfirmed, int Refusals, int Left, int Faults);
