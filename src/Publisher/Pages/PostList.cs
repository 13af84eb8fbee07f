using Publisher.Feeds.Topics;
using Publisher.Posts;
using Publisher.Posts.Rendering;

namespace Publisher.Pages;

/// <summary>Posts as lists show them.</summary>
internal sealed class PostList(PostRenderer renderer, TopicLinks topics, Site site)
{
    public const int Shown = 20;

    public IReadOnlyList<object> Of(IEnumerable<Post> posts) => [.. posts.Take(Shown).Select(Line)];

    private object Line(Post post) => new
    {
        title = post.Title,
        url = post.Url,
        published = TimeZoneInfo.ConvertTime(post.Published!.Value, site.TimeZone),
        summary = renderer.Render(post).Summary,
        categories = topics.Of(TopicKind.Categories, post.Categories),
        language = post.Language ?? site.Language,
    };
}
