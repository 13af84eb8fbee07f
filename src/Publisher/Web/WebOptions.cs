using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Publisher.Web;

/// <summary>Section <c>web</c>: the site that serves feeds, posts and the subscribers' pages.</summary>
internal sealed partial record WebOptions : IValidatableObject
{
    public bool Enabled { get; init; } = true;

    /// <summary>Addresses to listen on, such as <c>http://localhost:8080</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Urls { get; init; } = ["http://localhost:8080"];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Urls.Index()
            .Where(entry => !CanListenOn(entry.Item))
            .Select(entry => new ValidationResult(
                $"'{entry.Item}' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)",
                [string.Create(CultureInfo.InvariantCulture, $"{nameof(Urls)}[{entry.Index}]")]));

    // Port 0 takes any free port, which two addresses, as localhost has them, could not share.
    private static bool CanListenOn(string url) =>
        Address().Match(url) is { Success: true } match
        && ushort.TryParse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture, out var port)
        && (port > 0 || !match.Groups["name"].Value.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        && (match.Groups["name"].Success || IPAddress.TryParse(match.Groups["ip"].ValueSpan, out _));

    [GeneratedRegex(@"^https?://((?<name>localhost|\*|\+)|(?<ip>[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|\[[0-9A-Fa-f:.]+\])):(?<port>[0-9]{1,5})/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
