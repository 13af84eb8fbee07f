using System.Runtime.InteropServices;
using Publisher.Posts;

namespace Publisher.Feeds.Topics;

/// <summary>Sorts posts by what they have in common.</summary>
internal static class TopicFeeds
{
    /// <param name="posts">Newest first.</param>
    /// <param name="siteLanguage">Of posts that name none.</param>
    /// <param name="limit">Posts a feed; 0 for all.</param>
    /// <returns>By kind, then by slug.</returns>
    public static IEnumerable<TopicFeed> Of(IReadOnlyList<Post> posts, IReadOnlyList<TopicKind> kinds, string siteLanguage, int limit) =>
        kinds.Distinct().Order().SelectMany(kind => Of(posts, kind, siteLanguage, limit));

    private static IEnumerable<TopicFeed> Of(IReadOnlyList<Post> posts, TopicKind kind, string siteLanguage, int limit)
    {
        var topics = new Dictionary<string, Gathered>(StringComparer.Ordinal);
        var slugs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var post in posts)
        {
            foreach (var name in Names(post, kind, siteLanguage))
            {
                ref var slug = ref CollectionsMarshal.GetValueRefOrAddDefault(slugs, name, out _);
                slug ??= TopicSlug.Of(name);
                ref var topic = ref CollectionsMarshal.GetValueRefOrAddDefault(topics, slug, out _);
                (topic ??= new()).Add(post, name, limit);
            }
        }

        return topics.OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic => topic.Value.Feed(kind, topic.Key));
    }

    private static IEnumerable<string> Names(Post post, TopicKind kind, string siteLanguage) => kind switch
    {
        TopicKind.Categories => post.Categories,
        TopicKind.Tags => post.Tags,
        TopicKind.Authors => post.Authors,
        _ => [post.Language ?? siteLanguage],
    };

    private sealed class Gathered
    {
        private readonly List<Post> posts = [];
        private readonly Dictionary<string, int> spellings = new(StringComparer.Ordinal);
        private Post? last;
        private int count;

        public void Add(Post post, string name, int limit)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(spellings, name, out _)++;
            // Two spellings in one post are one topic.
            if (ReferenceEquals(post, last))
                return;
            last = post;
            count++;
            if (limit == 0 || posts.Count < limit)
                posts.Add(post);
        }

        public TopicFeed Feed(TopicKind kind, string slug) => new(
            kind, slug, spellings.OrderByDescending(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal).First().Key, count, posts);
    }
}
