using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>What differs from reader to reader within an issue. The placeholders are names that only the holder of the key can tell, so no post can hold one.</summary>
internal sealed class Personal(SigningKey key, SubscriberLinks links)
{
    public string UnsubscribePlaceholder(string issueKey) => $"https://placeholder.invalid/{key.Name("unsubscribe-placeholder", issueKey)}";

    public string PreferencesPlaceholder(string issueKey) => $"https://placeholder.invalid/{key.Name("preferences-placeholder", issueKey)}";

    public Uri UnsubscribeUrl(long subscriberId) => links.Unsubscribe(subscriberId);

    public Uri SubscribeUrl => links.Subscribe;

    /// <summary>What goes where the placeholders of an issue stand.</summary>
    public IReadOnlyList<Slot> Slots(string issueKey, long subscriberId) =>
    [
        new(UnsubscribePlaceholder(issueKey), links.Unsubscribe(subscriberId).AbsoluteUri),
        new(PreferencesPlaceholder(issueKey), links.Preferences(subscriberId).AbsoluteUri),
    ];

    /// <summary>The Message-ID of an issue to a reader, the same at every attempt and on every machine.</summary>
    public string MessageId(string issueKey, long subscriberId, string domain) => $"{key.Name("message", $"{issueKey}\n{subscriberId}")}@{domain}";
}
