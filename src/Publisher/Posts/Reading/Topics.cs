using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>Categories, tags and authors as a head names them.</summary>
internal static partial class Topics
{
    /// <summary>The folders above <c>_posts</c> or <c>_drafts</c>, then <c>categories</c> and <c>category</c>.</summary>
    public static IReadOnlyList<string> Categories(FrontMatter front, string path, Dialect dialect)
    {
        var folders = path.Split('/');
        var posts = Array.FindIndex(folders, folder => folder is "_posts" or "_drafts");
        return Distinct([.. folders.Take(Math.Max(posts, 0)), .. Plural(front, "categories", dialect), .. Singular(front, "category", dialect), .. Plural(front, "taxonomies.categories", dialect)]);
    }

    public static IReadOnlyList<string> Tags(FrontMatter front, Dialect dialect) => Distinct(
        [.. Singular(front, "tag", dialect), .. Plural(front, "tags", dialect), .. Plural(front, "taxonomies.tags", dialect), .. dialect.Format == PostFormat.Zenn ? Plural(front, "topics", dialect) : []]);

    /// <summary>Names are not split: "Josh Aas, Executive Director" is one author.</summary>
    /// <param name="known">Names by the id that stands for them.</param>
    public static IReadOnlyList<string> Authors(FrontMatter front, IReadOnlyDictionary<string, string> known, string? siteAuthor)
    {
        var named = Distinct(HeadKeys.Authors.SelectMany(key => Names(front[key])).Select(name => WithoutAddress(known.GetValueOrDefault(name, name))));
        return named.Count > 0 ? named : siteAuthor is null ? [] : [siteAuthor];
    }

    // The singular keys of Jekyll are never split.
    private static IReadOnlyList<string> Singular(FrontMatter front, string key, Dialect dialect) =>
        front.List(key, text => dialect.Lists == ListsInText.Spaces ? [text] : Split(text, ListsInText.Commas));

    private static IReadOnlyList<string> Plural(FrontMatter front, string key, Dialect dialect) => [.. front.List(key, text => Split(text, dialect.Lists)).Select(item => item.StartsWith('#') ? item[1..] : item)];

    private static string[] Split(string text, ListsInText lists)
    {
        // Tags as social networks write them.
        if (text.StartsWith('#') && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var hashes && hashes.All(word => word.StartsWith('#')))
            return hashes;
        return text.Split(lists switch { ListsInText.Spaces => [' ', '\t', '\n'], ListsInText.Commas => [',', '、', '，'], _ => [' ', '\t', '\n', ',', '、', '，'] }, StringSplitOptions.RemoveEmptyEntries);
    }

    // An address is published only when it is asked for.
    private static string WithoutAddress(string name) => MailAddress().Replace(name, "").Trim() is { Length: > 0 } plain ? plain : name.Split('@')[0];

    [GeneratedRegex(@"[<(]?[\w.+-]+@[\w-]+\.[\w.-]+[>)]?", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();

    private static IEnumerable<string> Names(HeadValue? value) => value switch
    {
        HeadScalar { IsNull: false } scalar when !string.IsNullOrWhiteSpace(scalar.Text) => [scalar.Text.Trim()],
        HeadList list => list.Items.Where(item => item is not HeadList).SelectMany(Names),
        HeadMap map => Names(map["name"] ?? map["display_name"] ?? map["displayName"] ?? map["login"]),
        _ => [],
    };

    private static IReadOnlyList<string> Distinct(IEnumerable<string> items) =>
        [.. items.Select(CleanText.Line).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
