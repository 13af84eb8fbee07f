using Publisher.Posts;

namespace Publisher.Subscribers;

/// <summary>The addresses of a reader's own pages.</summary>
internal sealed class SubscriberLinks(Site site, Tokens tokens)
{
    public Uri Confirm(Subscriber subscriber) => new(site.Url, $"confirm/{tokens.Confirm(subscriber.Id, subscriber.RequestedAt)}");

    public Uri Preferences(long id) => new(site.Url, $"preferences/{tokens.Preferences(id)}");

    public Uri Unsubscribe(long id) => new(site.Url, $"unsubscribe/{tokens.Unsubscribe(id)}");
}
