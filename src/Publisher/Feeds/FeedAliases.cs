using System.Collections.Frozen;

namespace Publisher.Feeds;

/// <summary>The names that other programs give to their feeds; each leads to ours.</summary>
internal static class FeedAliases
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["feed"] = "rss.xml",
        ["feed.xml"] = "rss.xml",
        ["rss"] = "rss.xml",
        ["index.xml"] = "rss.xml",
        ["atom"] = "atom.xml",
    };

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        All.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="name">With or without a slash behind.</param>
    public static string? Find(ReadOnlySpan<char> name) => s_lookup.TryGetValue(name is [.. var bare, '/'] ? bare : name, out var target) ? target : null;
}
