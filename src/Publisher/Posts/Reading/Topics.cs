namespace Publisher.Posts.Reading;

/// <summary>Categories and tags as a head names them.</summary>
internal static class Topics
{
    // Of more, a set finds what comes twice.
    private const int Few = 16;

    /// <summary>The folders above <c>_posts</c> or <c>_drafts</c>, then <c>categories</c> and <c>category</c>.</summary>
    public static IReadOnlyList<string> Categories(FrontMatter front, string path, Dialect dialect)
    {
        var names = new List<string>(4);
        if (path.Contains("/_", StringComparison.Ordinal))
            names.AddRange(Above(path.Split('/')));
        names.AddRange(Plural(front, "categories", dialect));
        names.AddRange(Singular(front, "category", dialect));
        names.AddRange(Plural(front, "taxonomies.categories", dialect));
        return Distinct(names);
    }

    public static IReadOnlyList<string> Tags(FrontMatter front, Dialect dialect)
    {
        var names = new List<string>(4);
        names.AddRange(Singular(front, "tag", dialect));
        names.AddRange(Plural(front, "tags", dialect));
        names.AddRange(Plural(front, "taxonomies.tags", dialect));
        if (dialect.Format == PostFormat.Zenn)
            names.AddRange(Plural(front, "topics", dialect));
        return Distinct(names);
    }

    private static IEnumerable<string> Above(string[] folders) => folders.Take(Math.Max(0, Array.FindIndex(folders, folder => folder is "_posts" or "_drafts")));

    // The singular keys of Jekyll are never split.
    private static IReadOnlyList<string> Singular(FrontMatter front, string key, Dialect dialect) =>
        front.List(key, dialect.Lists == ListsInText.Spaces ? static text => [text] : static text => Split(text, ListsInText.Commas));

    private static IEnumerable<string> Plural(FrontMatter front, string key, Dialect dialect)
    {
        var names = front.List(key, dialect.Lists switch
        {
            ListsInText.Spaces => static text => Split(text, ListsInText.Spaces),
            ListsInText.Commas => static text => Split(text, ListsInText.Commas),
            var both => text => Split(text, both),
        });
        return names.Any(name => name.StartsWith('#')) ? names.Select(name => name.StartsWith('#') ? name[1..] : name) : names;
    }

    private static string[] Split(string text, ListsInText lists)
    {
        // Tags as social networks write them.
        if (text.StartsWith('#') && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var hashes && hashes.All(word => word.StartsWith('#')))
            return hashes;
        return text.Split(lists switch { ListsInText.Spaces => [' ', '\t', '\n'], ListsInText.Commas => [',', '、', '，'], _ => [' ', '\t', '\n', ',', '、', '，'] }, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>As they are shown, each once, without regard to case. Every post keeps some as long as the program runs: an array is the least of objects.</summary>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return [];
        if (items.Count > Few)
            return items.Select(CleanText.Line).Where(item => item.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var (distinct, count) = (new string[items.Count], 0);
        for (var at = 0; at < items.Count; at++)
        {
            var item = CleanText.Line(items[at]);
            if (item.Length > 0 && !Holds(distinct.AsSpan(0, count), item))
                distinct[count++] = item;
        }

        return count == distinct.Length ? distinct : distinct[..count];
    }

    private static bool Holds(ReadOnlySpan<string> names, string name)
    {
        foreach (var other in names)
        {
            if (other.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
