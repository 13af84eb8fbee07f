using Publisher.Posts;

namespace Publisher.Feeds.Archives;

/// <summary>
/// Which archive document holds which post (RFC 5005, section 4). Documents fill from the oldest post on, and a post stays in its
/// own for life: a full document never changes but by what happens to its posts. What the site's own feed shows is in no archive document.
/// </summary>
internal sealed class ArchivePages
{
    private readonly SortedDictionary<int, IReadOnlyList<Post>> pages;

    private ArchivePages(SortedDictionary<int, IReadOnlyList<Post>> pages, IReadOnlyDictionary<string, int> learnt) => (this.pages, Learnt) = (pages, learnt);

    public static ArchivePages None { get; } = new([], new Dictionary<string, int>());

    /// <summary>The posts, by id, that were given a document now.</summary>
    public IReadOnlyDictionary<string, int> Learnt { get; }

    /// <summary>The prefix of the newest document; null where there is none.</summary>
    public string? Newest => pages.Count == 0 ? null : PrefixOf(pages.Keys.Max());

    /// <param name="published">Newest first.</param>
    /// <param name="known">The document of each post that was ever given one, by id, of those that are gone too.</param>
    public static ArchivePages Of(IReadOnlyList<Post> published, IReadOnlyDictionary<string, int> known, FeedsOptions options)
    {
        if (options.Archives == 0 || options.Limit == 0)
            return None;
        var older = published.Skip(options.Limit).ToList();
        var learnt = Fill(older, known, options.Archives);
        var pages = new SortedDictionary<int, IReadOnlyList<Post>>();
        foreach (var page in older.GroupBy(post => known.TryGetValue(post.Id, out var number) ? number : learnt[post.Id]))
            pages.Add(page.Key, [.. page]);
        return new(pages, learnt);
    }

    public IEnumerable<FeedPlan> Plans(FeedsOptions options)
    {
        string? older = null;
        foreach (var (number, posts) in pages)
        {
            var prefix = PrefixOf(number);
            yield return new(prefix, posts, FeedPlan.FilesAt(prefix, options)) { IsArchive = true, Older = older };
            older = prefix;
        }
    }

    private static Dictionary<string, int> Fill(List<Post> older, IReadOnlyDictionary<string, int> known, int size)
    {
        var learnt = new Dictionary<string, int>(StringComparer.Ordinal);
        var page = known.Count == 0 ? 1 : known.Values.Max();
        var held = known.Values.Count(number => number == page);
        foreach (var post in Enumerable.Reverse(older).Where(post => !known.ContainsKey(post.Id)))
        {
            if (held >= size)
                (page, held) = (page + 1, 0);
            learnt.Add(post.Id, page);
            held++;
        }

        return learnt;
    }

    private static string PrefixOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"archive/{number}.");
}
