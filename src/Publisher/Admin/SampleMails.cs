using System.Security.Cryptography;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Admin;

/// <summary>Mails to look at. They are written like the real ones, with a key of their own: their links lead nowhere.</summary>
internal sealed class SampleMails
{
    private readonly SampleIssues issues;
    private readonly IssueMail mails;
    private readonly CatalogueStore catalogues;

    public SampleMails(PostRenderer renderer, TemplateSet templates, Site site, MailOptions mail, Sender sender, CatalogueStore catalogues, TimeProvider time)
    {
        this.catalogues = catalogues;
        var key = new SigningKey(RandomNumberGenerator.GetBytes(32));
        var personal = new Personal(key, new SubscriberLinks(site, new Tokens(key)));
        issues = new(new IssueWriter(renderer, templates, personal, site, mail), time);
        mails = new(personal, new(key, mail.Bounces), sender, site);
    }

    public Post? Find(string path) => catalogues.Current.Posts.FirstOrDefault(post => post.Path == path);

    /// <exception cref="TemplateException">A template of the operator's own is wrong.</exception>
    /// <exception cref="Posts.Reading.PostException">The post cannot be rendered.</exception>
    public OutgoingMessage Of(Post post, Cadence cadence, string language) =>
        mails.For(issues.Of(post, cadence, catalogues.Current, language), SampleIssues.Reader("reader@example.com", cadence, language));
}
