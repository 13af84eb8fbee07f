namespace Publisher.Posts.Reading;

/// <summary>Categories, tags and authors as a head names them.</summary>
internal static class Topics
{
    /// <summary>The folders above <c>_posts</c> or <c>_drafts</c>, then <c>categories</c> and <c>category</c>. Jekyll splits the plural keys at spaces, the singular ones not at all.</summary>
    public static IReadOnlyList<string> Categories(FrontMatter front, string path)
    {
        var folders = path.Split('/');
        var posts = Array.FindIndex(folders, folder => folder is "_posts" or "_drafts");
        return Distinct([.. folders.Take(Math.Max(posts, 0)), .. front.List("categories", Words), .. front.List("category", One)]);
    }

    public static IReadOnlyList<string> Tags(FrontMatter front) => Distinct([.. front.List("tag", One), .. front.List("tags", Words)]);

    /// <summary>Names are not split: "Josh Aas, Executive Director" is one author.</summary>
    public static IReadOnlyList<string> Authors(FrontMatter front, string? siteAuthor)
    {
        var named = Distinct([.. Names(front["author"]), .. Names(front["authors"])]);
        return named.Count > 0 ? named : siteAuthor is null ? [] : [siteAuthor];
    }

    private static IEnumerable<string> Names(HeadValue? value) => value switch
    {
        HeadScalar { IsNull: false } scalar when !string.IsNullOrWhiteSpace(scalar.Text) => [scalar.Text.Trim()],
        HeadList list => list.Items.Where(item => item is not HeadList).SelectMany(Names),
        HeadMap map => Names(map["name"] as HeadScalar),
        _ => [],
    };

    private static string[] One(string text) => [text];

    private static string[] Words(string text) => text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Distinct(IEnumerable<string> items) =>
        [.. items.Select(CleanText.Line).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
}
