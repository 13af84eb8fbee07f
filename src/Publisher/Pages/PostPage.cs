using Publisher.Feeds.Topics;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>A post as a page at its own address.</summary>
internal sealed class PostPage(PostRenderer renderer, TopicLinks topics, PageWriter pages, Site site)
{
    public Task WriteAsync(HttpContext context, Post post)
    {
        var rendered = renderer.Render(post);
        var updated = post.Updated is { } at && at - post.Published > TimeSpan.FromDays(1) ? InZone(at) : (DateTimeOffset?)null;
        var model = new
        {
            post = new
            {
                title = post.Title,
                published = InZone(post.Published!.Value),
                updated,
                authors = post.Authors,
                categories = topics.Of(TopicKind.Categories, post.Categories),
                tags = topics.Of(TopicKind.Tags, post.Tags),
                html = rendered.Html,
                language = post.Language ?? site.Language,
                image = rendered.Image,
            },
        };
        return pages.WriteAsync(context, "post", site.Language, new(post.Title, rendered.Summary, post.Url), model);
    }

    private DateTimeOffset InZone(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, site.TimeZone);
}
