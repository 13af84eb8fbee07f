using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Feeds.Readers;

/// <summary>What a reader service says in its User-Agent: that it fetches a feed for so many people.</summary>
/// <param name="Service">Its name, without version.</param>
internal sealed partial record ReaderReport(string Service, long Readers)
{
    private const int LongestAgent = 512;
    private const int LongestName = 40;
    // More people than any feed has: somebody makes it up.
    private const long Most = 50_000_000;

    /// <returns>Null where nothing is said, as by the programs of single readers.</returns>
    public static ReaderReport? Of(string? agent)
    {
        if (agent is null || agent.Length > LongestAgent || !agent.Contains("subscriber", StringComparison.OrdinalIgnoreCase) && !agent.Contains(" readers", StringComparison.OrdinalIgnoreCase))
            return null;
        var count = Count().Match(agent);
        var name = count.Success ? NameIn(agent) : "";
        return name.Length > 0 && long.TryParse(count.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var readers) && readers <= Most ? new(name, readers) : null;
    }

    // Some begin as browsers do, and name themselves within.
    private static string NameIn(string agent)
    {
        var compatible = Compatible().Match(agent);
        var name = Name().Match(compatible.Success ? compatible.Groups[1].Value : agent).Value.Trim();
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    [GeneratedRegex("([0-9]{1,9}) (?:subscriber|reader)", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"^Mozilla/[0-9.]+ \((?:compatible; ?)?(?:[^;)]*https?://[^;)]*; ?)?([A-Za-z][^;)/]*)")]
    private static partial Regex Compatible();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._]*(?: [A-Z][A-Za-z0-9._]*){0,2}")]
    private static partial Regex Name();
}
