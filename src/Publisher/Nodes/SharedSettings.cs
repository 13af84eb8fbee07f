using Publisher.Settings;

namespace Publisher.Nodes;

/// <summary>The settings in which the nodes of one database must agree. What is about a machine, and secrets, may differ.</summary>
internal static class SharedSettings
{
    private static readonly string[] Own =
    [
        "node.", "storage.", "web.", "admin.", "posts.folder", "posts.rescan", "feeds.folder", "mail.transport", "mail.folder", "mail.smtp.", "mail.servers", "mail.dkim.keyFile", "mail.bounces.", "newsletter.lease",
    ];

    /// <summary>A line a key.</summary>
    public static string Of(LoadedSettings loaded) => string.Join('\n', SettingsPrinter.Lines(loaded)
        .Select(line => line[..line.LastIndexOf("  #", StringComparison.Ordinal)])
        .Where(line => !Own.Any(own => line.StartsWith(own, StringComparison.OrdinalIgnoreCase))));

    /// <summary>The first key of which both say something else; null where there is none. A key that one of two versions does not know is none.</summary>
    public static string? Difference(string here, string there)
    {
        var others = Values(there);
        foreach (var (key, value) in Values(here))
        {
            if (others.TryGetValue(key, out var other) && other != value)
                return $"{key}: {value} here, {other} there";
        }

        return null;
    }

    private static Dictionary<string, string> Values(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Length == 0 ? "nothing" : parts[1], StringComparer.Ordinal);
}
