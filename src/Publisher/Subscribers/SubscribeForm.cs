using Publisher.Posts;

namespace Publisher.Subscribers;

/// <summary>A topic as the form offers it.</summary>
internal sealed record TopicChoice(string Name, bool Chosen);

/// <summary>The form to subscribe, as it is shown.</summary>
/// <param name="Token">Says, signed, when it was shown.</param>
internal sealed record SubscribeForm(string Email, string Cadence, IReadOnlyList<TopicChoice> Topics, string? Error, string Token)
{
    private const int MaxOffered = 12;

    /// <summary>What a reader can choose: what was chosen, then the categories and tags that most posts have.</summary>
    public static IReadOnlyList<TopicChoice> Offer(Catalogue catalogue, IReadOnlyList<string> chosen)
    {
        var common = Common(catalogue, post => post.Categories).Concat(Common(catalogue, post => post.Tags));
        return [.. chosen.Concat(common).Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(Math.Max(MaxOffered, chosen.Count))
            .Select(name => new TopicChoice(name, chosen.Contains(name, StringComparer.OrdinalIgnoreCase)))];
    }

    private static IEnumerable<string> Common(Catalogue catalogue, Func<Post, IReadOnlyList<string>> of) => catalogue.Published
        .SelectMany(of)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Key);
}

/// <summary>Makes the form as it is shown, stamped with the time.</summary>
internal sealed class SubscribeForms(CatalogueStore catalogues, Tokens tokens, TimeProvider time)
{
    public SubscribeForm Empty() => Filled("", Cadence.Instant, [], null);

    /// <summary>The form as it was sent, with what is wrong with it.</summary>
    public SubscribeForm Filled(string email, Cadence cadence, IReadOnlyList<string> topics, string? error) =>
        new(email, SubscriberRows.Word(cadence), Offer(topics), error, tokens.Stamp(time.GetUtcNow()));

    public IReadOnlyList<TopicChoice> Offer(IReadOnlyList<string> chosen) => SubscribeForm.Offer(catalogues.Current, chosen);
}
