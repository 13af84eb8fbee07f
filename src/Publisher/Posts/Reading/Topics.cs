namespace Publisher.Posts.Reading;

/// <summary>Categories and tags as a head names them.</summary>
internal static class Topics
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

    // The singular keys of Jekyll are never split.
    private static IReadOnlyList<string> Singular(FrontMatter front, string key, Dialect dialect) =>
        front.List(key, text => dialect.Lists == ListsInText.Spaces ? [text] : Split(text, ListsInText.Commas));

    private static IReadOnlyList<string> Plural(FrontMatter front, string key, Dialect dialect) => front.List(key, text => Split(text, dialect.Lists)) is { Count: > 0 } items ? [.. items.Select(item => item.StartsWith('#') ? item[1..] : item)] : [];

    private static string[] Split(string text, ListsInText lists)
    {
        // Tags as social networks write them.
        if (text.StartsWith('#') && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var hashes && hashes.All(word => word.StartsWith('#')))
            return hashes;
        return text.Split(lists switch { ListsInText.Spaces => [' ', '\t', '\n'], ListsInText.Commas => [',', '、', '，'], _ => [' ', '\t', '\n', ',', '、', '，'] }, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>As they are shown, each once, without regard to case. Every post keeps some as long as the program runs: an array is the least of objects.</summary>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<string> items) =>
        items.Count == 0 ? [] : items.Select(CleanText.Line).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
}
