using Publisher.Mail;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Newsletter;

/// <summary>The words of an issue, before it has a number.</summary>
internal sealed record IssueText(string Subject, string Text, string Html);

/// <summary>Writes an issue once for all its readers.</summary>
internal sealed class IssueWriter(PostRenderer renderer, TemplateSet templates, Personal personal, Site site, MailOptions mail)
{
    public IssueText Write(string key, Cadence cadence, string language, IReadOnlyList<Post> posts)
    {
        var shown = posts.Select(Shown).ToList();
        // Who wants each post at once gets several together after a pause.
        var isPost = cadence == Cadence.Instant && posts.Count == 1;
        var name = isPost ? "mails/post" : "mails/digest";
        var model = new
        {
            site,
            cadence = SubscriberRows.Word(cadence),
            post = shown[0],
            posts = shown,
            preferencesUrl = personal.PreferencesPlaceholder(key),
            unsubscribeUrl = personal.UnsubscribePlaceholder(key),
            postalAddress = mail.PostalAddress,
            reason = templates.Text("reason.subscribed", language, ("site", site.Title)),
        };
        var subject = isPost ? posts[0].Title : templates.Render($"{name}.subject", language, model).Trim();
        return new(subject, templates.Render($"{name}.txt", language, model), templates.Render($"{name}.html", language, model));
    }

    private object Shown(Post post)
    {
        var rendered = renderer.Render(post);
        return new
        {
            title = post.Title,
            url = post.Url,
            published = post.Published is { } at ? TimeZoneInfo.ConvertTime(at, site.TimeZone) : (DateTimeOffset?)null,
            authors = post.Authors,
            language = post.Language ?? site.Language,
            text = rendered.Text,
            html = rendered.Html,
            summary = rendered.Summary,
            image = rendered.Image,
        };
    }
}
