namespace Publisher.Newsletter;

/// <summary>Whether a post may be mailed.</summary>
internal enum ReleaseState
{
    /// <summary>It was there when the folder was first seen, or the operator dismissed it: never mailed.</summary>
    Past,

    /// <summary>One of more new posts than the budget allows: mailed when the operator says so.</summary>
    Held,

    /// <summary>Mailable, with its number in the sequence.</summary>
    Released,
}

/// <param name="Sequence">Its number; 0 where it has none.</param>
/// <param name="Path">Where it lies, by the register; null where that is not known.</param>
internal sealed record Release(string PostId, ReleaseState State, long Sequence, string? Path = null);
