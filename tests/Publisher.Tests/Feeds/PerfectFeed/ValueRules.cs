using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>The forms of single values.</summary>
internal static partial class ValueRules
{
    /// <summary>An absolute address of the web, in ASCII as it goes over the wire.</summary>
    public static bool IsWebAddress(string? text) =>
        text is not null && WebAddress().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <summary>RFC 3987, absolute.</summary>
    public static bool IsIri(string? text) => text is not null && Scheme().IsMatch(text) && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '{' or '}' or '|' or '\\' or '^' or '`');

    /// <summary>BCP 47, without grandfathered tags.</summary>
    public static bool IsLanguage(string? text) => text is not null && Language().IsMatch(text);

    public static bool IsMediaType(string? text) => text is not null && MediaType().IsMatch(text);

    public static bool IsLength(string? text) => text is not null && Number().IsMatch(text);

    /// <summary>RFC 822 with a year of four digits and the right day of the week.</summary>
    public static bool IsRfc822(string? text) =>
        DateTime.TryParseExact(text, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.ToString("ddd", CultureInfo.InvariantCulture) == text![..3];

    /// <summary>RFC 3339, with a T and an offset.</summary>
    public static bool IsRfc3339(string? text) =>
        text is not null && Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex(@"\Ahttps?://[^/?#\s]+(/[!-~]*|\?[!-~]*|#[!-~]*)?\z")]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:.+\z")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-Za-z0-9](-[A-Za-z0-9]{1,8})+)*\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[a-z]+/[a-z0-9][a-z0-9.+-]*(; ?charset=utf-8)?\z")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
