using System.ComponentModel.DataAnnotations;
using Publisher.Admin;
using Publisher.Api;
using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Nodes;
using Publisher.Posts;
using Publisher.Signals;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Web;
using Publisher.Webhooks;
using Publisher.WebSub;

namespace Publisher;

/// <summary>Everything that can be set: a section a feature.</summary>
internal sealed record PublisherSettings : IValidatableObject
{
    public SiteOptions Site { get; init; } = new();

    public PostsOptions Posts { get; init; } = new();

    public FeedsOptions Feeds { get; init; } = new();

    public WebOptions Web { get; init; } = new();

    public MailOptions Mail { get; init; } = new();

    public NewsletterOptions Newsletter { get; init; } = new();

    public SubscribersOptions Subscribers { get; init; } = new();

    public StorageOptions Storage { get; init; } = new();

    public NodeOptions Node { get; init; } = new();

    public AdminOptions Admin { get; init; } = new();

    public ApiOptions Api { get; init; } = new();

    public WebhooksOptions Webhooks { get; init; } = new();

    public MetricsOptions Metrics { get; init; } = new();

    public AlertsOptions Alerts { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Web.Enabled && Feeds.WebSub.Any(Hubs.IsOwn))
            yield return new("the own hub is part of the web site, which web.enabled switches off; name another hub here, or take the key away", ["feeds.webSub"]);
    }
}
