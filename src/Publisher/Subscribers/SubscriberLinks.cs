using Publisher.Posts;

namespace Publisher.Subscribers;

/// <summary>The addresses of the readers' pages.</summary>
internal sealed class SubscriberLinks(Site site, Tokens tokens)
{
    public Uri Subscribe => new(site.Url, "subscribe");

    public Uri Confirm(Subscriber subscriber) => new(site.Url, $"confirm/{tokens.Confirm(subscriber.Id, subscriber.RequestedAt)}");

    public Uri Preferences(long id) => new(site.Url, $"preferences/{tokens.Preferences(id)}");

    public Uri Unsubscribe(long id) => new(site.Url, $"unsubscribe/{tokens.Unsubscribe(id)}");

    /// <summary>The form for another address.</summary>
    public Uri Address(long id) => new(site.Url, $"reader/address/{tokens.Preferences(id)}");

    /// <summary>Where the new address agrees.</summary>
    public Uri NewAddress(long id, DateTimeOffset askedAt) => new(site.Url, $"reader/new-address/{tokens.NewAddress(id, askedAt)}");

    /// <summary>Where the old address agrees, or does not.</summary>
    public Uri OldAddress(long id, DateTimeOffset askedAt) => new(site.Url, $"reader/old-address/{tokens.OldAddress(id, askedAt)}");

    /// <summary>Where a reader asks for the link to their data.</summary>
    public Uri AskData(long id) => new(site.Url, $"reader/ask-data/{tokens.Preferences(id)}");

    public Uri Data(long id, DateTimeOffset askedAt) => new(site.Url, $"reader/data/{tokens.Data(id, askedAt)}");

    public Uri Erase(long id, DateTimeOffset shownAt) => new(site.Url, $"reader/erase/{tokens.Erase(id, shownAt)}");
}
