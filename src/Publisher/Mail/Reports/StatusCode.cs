using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Mail.Reports;

/// <summary>An enhanced status code (RFC 3463): what became of a mail, and whose doing it is.</summary>
/// <param name="Class">4 for a failure that might have passed, 5 for one that does not.</param>
internal readonly partial record struct StatusCode(int Class, int Subject, int Detail)
{
    /// <summary>Whether it says more than that it went wrong.</summary>
    public bool IsSpecific => Subject != 0 || Detail != 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    /// <summary>The first code in a text, such as a Status with its comment or a server's reply; null where there is none.</summary>
    public static StatusCode? In(string? text)
    {
        if (text is null || Pattern().Match(text) is not { Success: true } found)
            return null;
        return new(Number(found, 1), Number(found, 2), Number(found, 3));
    }

    /// <summary>The code of a report about a recipient: its status, or where that is vague the server's own words.</summary>
    public static StatusCode? Of(string? status, string? diagnostic)
    {
        var stated = In(status);
        if (stated is { IsSpecific: true })
            return stated;
        var quoted = In(diagnostic);
        return quoted is { IsSpecific: true } ? quoted : ReplyWords.In(diagnostic) ?? stated ?? quoted;
    }

    private static int Number(Match found, int group) => int.Parse(found.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // Not a piece of an IP address or of a version.
    [GeneratedRegex(@"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
