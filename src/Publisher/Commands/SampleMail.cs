using System.Security.Cryptography;
using Publisher.Mail;
using Publisher.Mail.Dkim;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Settings;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Commands;

/// <summary>Mails to look at, made by what makes the real ones. Their personal links are signed with a key of the moment, so they fit the pages and lead to no reader.</summary>
internal sealed class SampleMail
{
    private readonly TemplateSet templates = new(null);
    private readonly SampleIssues issues;
    private readonly IssueMail mails;
    private readonly Desk desk;

    public SampleMail(Desk desk, LoadedSettings loaded, TimeProvider time)
    {
        this.desk = desk;
        var (site, mail) = (desk.World.Site, loaded.Settings.Mail);
        var key = new SigningKey(RandomNumberGenerator.GetBytes(32));
        var personal = new Personal(key, new SubscriberLinks(site, new Tokens(key)));
        Sender = Sender.From(mail, site.Title, site.Url.Host);
        issues = new(new IssueWriter(desk.Renderer, templates, personal, site, mail), time);
        mails = new(personal, new(key, mail.Bounces), Sender, site);
    }

    public Sender Sender { get; }

    /// <param name="language">Null for the site's.</param>
    public OutgoingMessage Of(Post post, Cadence cadence, string? language, string email)
    {
        var spoken = language ?? desk.World.Site.Language;
        return mails.For(issues.Of(post, cadence, desk.Catalogue, spoken), SampleIssues.Reader(email, cadence, spoken));
    }

    /// <summary>The same, marked so that nobody takes it for an issue.</summary>
    public OutgoingMessage Marked(OutgoingMessage message) => message with { Subject = templates.Text("mail.test", message.Language, ("subject", message.Subject)) };

    public DkimSigner Signer(DkimOptions options) => new(DkimKeys.Load(options, Sender.Domain));
}
