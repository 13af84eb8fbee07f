using System.Text.RegularExpressions;
using Publisher.Posts;

namespace Publisher.Feeds.Hosting;

/// <summary>An old path of the site and where it leads.</summary>
/// <param name="From">Decoded, begins with <c>/</c>, without a slash behind. Of the posts' own making: it may hold anything.</param>
/// <param name="To">Null where the post is gone; else as a Location header bears it: in ASCII, with nothing in it that a configuration could take for its own.</param>
internal sealed record Move(string From, string? To);

/// <summary>The feeds of a kind: those of one file name, with their media type.</summary>
/// <param name="Name">A regular expression (RE2, PCRE) for the last part of the path.</param>
internal sealed record FeedKind(string Name, string ContentType);

/// <summary>What a static host has to be told, so that it answers as the service would.</summary>
/// <param name="Path">The base path; begins and ends with <c>/</c>, decoded.</param>
/// <param name="Folder">Absolute.</param>
internal sealed partial record StaticSite(string Path, string Folder, IReadOnlyList<FeedFile> Feeds, IReadOnlyList<Move> Aliases, IReadOnlyList<Move> Moves)
{
    private const int LongestPath = 1000;

    public IEnumerable<FeedKind> Kinds => Feeds
        .Select(file => new FeedKind(Number().Replace(Regex.Escape(file.Name[(file.Name.LastIndexOf('/') + 1)..]), "[0-9]+"), file.ContentType))
        .Distinct();

    /// <param name="old">Paths below the site that posts had, as the program remembers them; a null post is gone.</param>
    public static StaticSite From(Site site, string folder, IEnumerable<FeedFile> published, Catalogue catalogue, IReadOnlyList<(string Path, Post? Post)> old)
    {
        List<FeedFile> feeds = [.. published.OrderBy(file => file.Name, StringComparer.Ordinal)];
        var taken = feeds.Select(file => file.Name).Concat(FeedAliases.All.Keys).ToHashSet(StringComparer.Ordinal);
        string path = Uri.UnescapeDataString(site.Path);
        return new(path, System.IO.Path.GetFullPath(folder), feeds, [.. AliasesOf(site, feeds)], [.. MovesOf(site, path, catalogue, old).Where(move => !taken.Contains(move.From[path.Length..]))]);
    }

    private static IEnumerable<Move> AliasesOf(Site site, List<FeedFile> feeds) => FeedAliases.All
        .Where(alias => feeds.Any(file => file.Name == alias.Value))
        .Select(alias => new Move(Uri.UnescapeDataString(site.Path) + alias.Key, Plain(site.Path + alias.Value)));

    // What is a post's address now is no old one; and a path that no server takes is none.
    private static IEnumerable<Move> MovesOf(Site site, string path, Catalogue catalogue, IReadOnlyList<(string Path, Post? Post)> old) => catalogue.Moves
        .Select(moved => (moved.Path, Post: (Post?)moved.Post))
        .Concat(old.Select(before => (Path: before.Path.Trim('/'), before.Post)))
        .DistinctBy(moved => moved.Path)
        .Where(moved => moved.Path is { Length: > 0 and < LongestPath } && !moved.Path.Contains('\0', StringComparison.Ordinal))
        .Select(moved => (From: path + moved.Path, moved.Post))
        .Where(moved => catalogue.At(new Uri(site.Url, Uri.EscapeDataString(moved.From).Replace("%2F", "/", StringComparison.Ordinal))) is null)
        .OrderBy(moved => moved.From, StringComparer.Ordinal)
        .Select(moved => new Move(moved.From, moved.Post is null ? null : Plain(moved.Post.Url!.Authority == site.Url.Authority ? moved.Post.Url.AbsolutePath : FeedAddress.Text(moved.Post.Url))));

    // The characters of a path that servers read as variables, placeholders, quotes or the end of a word.
    private static string Plain(string address) => Special().Replace(address, match => Uri.HexEscape(match.Value[0]));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("""[^A-Za-z0-9/_.~:%?=&+@,-]""")]
    private static partial Regex Special();
}
