using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>What differs from reader to reader within an issue. The placeholders are names that only the holder of the key can tell, so no post can hold one.</summary>
internal sealed class Personal(SigningKey key, SubscriberLinks links)
{
    public string UnsubscribePlaceholder(string issueKey) => $"https://placeholder.invalid/{key.Name("unsubscribe-placeholder", issueKey)}";

    public string PreferencesPlaceholder(string issueKey) => $"https://placeholder.invalid/{key.Name("preferences-placeholder", issueKey)}";

    public Uri UnsubscribeUrl(long subscriberId) => links.Unsubscribe(subscriberId);

    public string Fill(string body, string issueKey, long subscriberId) => body
        .Replace(UnsubscribePlaceholder(issueKey), links.Unsubscribe(subscriberId).AbsoluteUri, StringComparison.Ordinal)
        .Replace(PreferencesPlaceholder(issueKey), links.Preferences(subscriberId).AbsoluteUri, StringComparison.Ordinal);

    /// <summary>The Message-ID of an issue to a reader, the same at every attempt and on every machine.</summary>
    public string MessageId(string issueKey, long subscriberId, string domain) => $"{key.Name("message", $"{issueKey}\n{subscriberId}")}@{domain}";
}
