using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Web;

namespace Publisher;

/// <summary>Everything that can be set: a section a feature.</summary>
internal sealed record PublisherSettings
{
    public SiteOptions Site { get; init; } = new();

    public PostsOptions Posts { get; init; } = new();

    public FeedsOptions Feeds { get; init; } = new();

    public WebOptions Web { get; init; } = new();

    public MailOptions Mail { get; init; } = new();

    public NewsletterOptions Newsletter { get; init; } = new();

    public StorageOptions Storage { get; init; } = new();
}
