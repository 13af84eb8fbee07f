using Publisher.Posts;

namespace Publisher.WebSub;

/// <summary>The hubs that the feeds name, in the order of the settings: <c>feeds.webSub</c>.</summary>
/// <param name="Own">The one that this program is itself; null where it is none.</param>
internal sealed record Hubs(IReadOnlyList<Uri> All, Uri? Own)
{
    private const string OwnWord = "own";
    private const int Most = 10;

    /// <summary>Those that are told of a change by a ping.</summary>
    public IEnumerable<Uri> Others => All.Where(hub => hub != Own);

    public static Hubs From(IReadOnlyList<string> entries, Site site)
    {
        var own = new Uri(site.Url, "hub");
        var all = entries.Where(IsGiven).Select(entry => IsOwn(entry) ? own : new Uri(entry.Trim())).Distinct().ToList();
        return new(all, all.Contains(own) ? own : null);
    }

    public static bool IsOwn(string entry) => entry.Trim().Equals(OwnWord, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with the entry at a place of the list; null where nothing is.</summary>
    public static string? Fault(string entry, int index)
    {
        if (index >= Most)
            return $"more than {Most} hubs are named; keep the few that your readers use";
        return !IsGiven(entry) || IsOwn(entry) || IsAddress(entry.Trim())
            ? null
            : $"'{entry}' is no hub; give own for the hub of this program, or a hub's address such as https://hub.example.com/";
    }

    private static bool IsGiven(string entry) => !string.IsNullOrWhiteSpace(entry);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && HostName.Of(address) is not null
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0;
}
