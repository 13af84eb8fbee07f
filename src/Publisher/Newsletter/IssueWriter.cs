using System.Text;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Newsletter;

/// <summary>The words of an issue, before it has a number.</summary>
/// <param name="Slug">Its name on the web.</param>
/// <param name="Web">The page that everybody may see: the mail without anything personal.</param>
internal sealed record IssueText(string Subject, string Text, string Html, string Slug, string Web);

/// <summary>Writes an issue once for all its readers.</summary>
internal sealed class IssueWriter(PostRenderer renderer, TemplateSet templates, Personal personal, Site site, MailOptions mail)
{
    /// <summary>The octets that a mail's HTML may have: Gmail shows 102,400 and hides the rest, the link to unsubscribe with it. A reader's own links are a little longer than the marks in their place.</summary>
    public const int MaxOctets = 80_000;

    private const int OwnLinks = 1_000;

    private readonly ShownPosts shown = new(renderer, templates, site);

    /// <param name="at">When the issue is composed.</param>
    public IssueText Write(string key, Cadence cadence, string language, IReadOnlyList<Post> posts, DateTimeOffset at)
    {
        // Who wants each post at once gets several together after a pause.
        var isPost = cadence == Cadence.Instant && posts.Count == 1;
        var subject = isPost ? posts[0].Subject : templates.Render("mails/digest.subject", language, new { posts }).Trim();
        var slug = IssueSlug.Of(TimeZoneInfo.ConvertTime(at, site.TimeZone), key, [subject, LastPart(posts[0].Url), SubscriberRows.Word(cadence)]);
        var model = Model(key, cadence, language, slug);
        return isPost ? Post(model with { Preheader = posts[0].Mail.Preheader }, language, posts[0], subject, slug) : Digest(model, language, posts, subject, slug);
    }

    private IssueText Post(IssueModel model, string language, Post post, string subject, string slug)
    {
        var whole = shown.Whole(post, language, frame => MaxOctets - OwnLinks - Octets(Html("post", language, model with { Posts = [frame] })));
        return Text("post", language, model with { Posts = [whole] }, model with { Posts = [whole] }, subject, slug);
    }

    private IssueText Digest(IssueModel model, string language, IReadOnlyList<Post> posts, string subject, string slug)
    {
        var whole = With(model, shown.Summaries(posts), 0);
        var fitting = whole;
        for (var octets = 0; (octets = Octets(Html("digest", language, fitting))) > MaxOctets - OwnLinks && fitting.Posts.Count > 1;)
            fitting = Shorter(fitting, whole.Posts.Count, octets);
        return Text("digest", language, fitting, whole, subject, slug);
    }

    // First all that is beside the titles, then as many posts as do not fit.
    private static IssueModel Shorter(IssueModel model, int count, int octets)
    {
        if (model.Posts.Any(post => post.Summary.Length > 0 || post.Image is not null))
            return With(model, [.. model.Posts.Select(post => post with { Summary = "", Image = null })], 0);
        var kept = Math.Clamp((int)((long)model.Posts.Count * (MaxOctets - OwnLinks) / octets) - 1, 1, model.Posts.Count - 1);
        return With(model, [.. model.Posts.Take(kept)], count - kept);
    }

    private static IssueModel With(IssueModel model, IReadOnlyList<ShownPost> posts, int more)
    {
        var topics = ShownPosts.Grouped(posts);
        return model with { Posts = [.. topics.SelectMany(topic => topic.Posts)], Topics = topics, More = more };
    }

    private IssueText Text(string name, string language, IssueModel sent, IssueModel onTheWeb, string subject, string slug)
    {
        var page = onTheWeb with { Web = true, Reason = null, UnsubscribeUrl = null, PreferencesUrl = null };
        return new(subject, templates.Render($"mails/{name}.txt", language, sent), Html(name, language, sent), slug, Html(name, language, page));
    }

    private IssueModel Model(string key, Cadence cadence, string language, string slug) => new(site, SubscriberRows.Word(cadence), [])
    {
        IssueUrl = IssueArchive.Address(site, slug),
        ArchiveUrl = IssueArchive.Address(site, ""),
        SubscribeUrl = new(site.Url, "subscribe"),
        PostalAddress = mail.PostalAddress,
        Reason = templates.Text("reason.subscribed", language, ("site", site.Title)),
        UnsubscribeUrl = personal.UnsubscribePlaceholder(key),
        PreferencesUrl = personal.PreferencesPlaceholder(key),
    };

    private string Html(string name, string language, IssueModel model) => templates.Render($"mails/{name}.html", language, model);

    private static int Octets(string text) => Encoding.UTF8.GetByteCount(text);

    private static string LastPart(Uri? url) => Path.GetFileNameWithoutExtension(Uri.UnescapeDataString(url?.AbsolutePath ?? "").TrimEnd('/'));
}
