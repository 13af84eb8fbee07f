using System.ComponentModel.DataAnnotations;

namespace Publisher.Api;

/// <summary>Section <c>api</c>: the API for programs at <c>/api/v1</c>.</summary>
internal sealed record ApiOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>Requests a minute that a token may make.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; init; } = 600;
}
