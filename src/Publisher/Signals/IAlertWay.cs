namespace Publisher.Signals;

/// <summary>A way to tell the operator.</summary>
internal interface IAlertWay
{
    bool IsWanted { get; }

    /// <summary>The column that says when an alert was told by it.</summary>
    string Column { get; }

    /// <summary>Tells some alerts at once.</summary>
    /// <returns>Why it could not; null where it could.</returns>
    Task<string?> TellAsync(IReadOnlyList<string> texts, CancellationToken cancellation);
}
