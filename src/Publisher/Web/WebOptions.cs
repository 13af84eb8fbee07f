using System.ComponentModel.DataAnnotations;

namespace Publisher.Web;

/// <summary>Section <c>web</c>: the site that serves feeds, posts and the subscribers' pages.</summary>
internal sealed record WebOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>Addresses to listen on, such as <c>http://localhost:8080</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Urls { get; init; } = ["http://localhost:8080"];
}
