using Publisher.Mail.Html;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Publisher.Templates;

namespace Publisher.Newsletter;

/// <summary>Posts as mails show them: whole in a mail of their own, by their summary in a digest.</summary>
internal sealed class ShownPosts(PostRenderer renderer, TemplateSet templates, Site site)
{
    private const string Sheet = "mails/prose.css";

    // Read once, as templates are.
    private readonly Lazy<StyleSheet> styles = new(() => Styles(templates));

    /// <summary>The post as a mail holds it whole.</summary>
    /// <param name="room">How many octets of HTML the mail has left for a post that is written so.</param>
    public ShownPost Whole(Post post, string language, Func<ShownPost, int> room)
    {
        var rendered = renderer.Render(post);
        var shown = Of(post) with { Summary = rendered.Summary, Minutes = ReadingTime.Minutes(rendered.Text) };
        var body = MailBody.Shape(rendered.Html, post.Url ?? site.Url, Words(language), styles.Value, room(shown with { IsCut = true }));
        return shown with { Html = body.Html, Text = PlainText.Of(body.Html), IsCut = body.IsCut };
    }

    public IReadOnlyList<ShownPost> Summaries(IReadOnlyList<Post> posts) => [.. posts.Select(Summary)];

    /// <summary>Under their topics, in the order in which these first appear; the others last.</summary>
    public static IReadOnlyList<ShownTopic> Grouped(IReadOnlyList<ShownPost> posts) =>
        [.. posts.GroupBy(post => post.Topic, StringComparer.OrdinalIgnoreCase).OrderBy(group => group.Key is null).Select(group => new ShownTopic(group.Key, [.. group]))];

    private ShownPost Summary(Post post)
    {
        var rendered = renderer.Render(post);
        return Of(post) with { Summary = rendered.Summary, Image = Links.Safe(rendered.Image), Minutes = ReadingTime.Minutes(rendered.Text) };
    }

    private ShownPost Of(Post post) => new(
        post.Title,
        post.Url,
        post.Published is { } at ? TimeZoneInfo.ConvertTime(at, site.TimeZone) : null,
        post.Authors,
        post.Language ?? site.Language)
    {
        Topic = post.Categories.Count > 0 ? post.Categories[0] : null,
    };

    private BodyWords Words(string language) => new(templates.Text("mail.watch", language), templates.Text("mail.listen", language), templates.Text("mail.picture", language));

    private static StyleSheet Styles(TemplateSet templates)
    {
        var source = templates.Source(Sheet) ?? throw new TemplateException($"There is no file '{Sheet}'.");
        try
        {
            return StyleSheet.Parse(source.Text);
        }
        catch (StyleException fault)
        {
            throw new TemplateException($"{source.Path}, line {fault.Line}: {fault.Message}.", fault);
        }
    }
}
