namespace Publisher.Admin;

/// <summary>Section <c>admin</c>: the operator's pages.</summary>
internal sealed record AdminOptions
{
    /// <summary>Whether <c>/admin</c> is there once a password is set.</summary>
    public bool Enabled { get; init; } = true;
}
