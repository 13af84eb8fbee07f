using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Webhooks;

/// <summary>Section <c>webhooks</c>: programs that are told of events. Each list has an entry a program, in one order; all but <c>url</c> and <c>secret</c> may be left out.</summary>
internal sealed record WebhooksOptions : IValidatableObject
{
    private const int Most = 16;

    private static readonly char[] Between = [' ', '\t'];

    public IReadOnlyList<Uri> Url { get; init; } = [];

    /// <summary>Types of events with blanks between them, or <c>all</c>.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    [Secret]
    public IReadOnlyList<string> Secret { get; init; } = [];

    /// <summary>Whether the program may be on a private network or on this machine, and be spoken to without encryption.</summary>
    public IReadOnlyList<bool> AllowPrivate { get; init; } = [];

    public IEnumerable<Webhook> All() => Url.Select((url, i) => new Webhook(
        url,
        Types(At(Events, i, EventTypes.Every)),
        WebhookSecret.TryRead(At(Secret, i, ""), out var secret) ? secret : [],
        At(AllowPrivate, i, false)));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Count > Most)
            yield return new($"name {Most} at most", [nameof(Url)]);
        if (Url.Select(url => url.AbsoluteUri).Distinct().Count() < Url.Count)
            yield return new("an address is named twice; name it once, with all its events", [nameof(Url)]);
        if (Secret.Count != Url.Count)
            yield return new("each webhook needs a secret, so that its program knows who speaks; `publisher webhooks new-secret` makes one", [nameof(Url), nameof(Secret)]);
        foreach (var (name, count) in new[] { (nameof(Events), Events.Count), (nameof(AllowPrivate), AllowPrivate.Count) }.Where(list => list.Item2 > 0 && list.Item2 != Url.Count))
            yield return new($"here are {count} for {Url.Count} webhooks; give one for each, or none", [name, nameof(Url)]);
        if (!Secret.All(secret => WebhookSecret.TryRead(secret, out _)))
            yield return new("a secret is whsec_ and 24 to 64 bytes in base64; `publisher webhooks new-secret` makes one", [nameof(Secret)]);
        foreach (var unknown in Events.SelectMany(Words).Where(word => word != EventTypes.Every && !EventTypes.All.Contains(word)).Take(1))
            yield return new($"'{unknown}' is no event; give {string.Join(", ", EventTypes.All)} with blanks between them, or {EventTypes.Every}", [nameof(Events)]);
        foreach (var open in All().Where(webhook => webhook.Url.Scheme != Uri.UriSchemeHttps && !webhook.AllowsPrivate).Take(1))
            yield return new($"{open} would be told readers' addresses in the clear; give https, or allowPrivate: true for a program on this machine or network", [nameof(Url), nameof(AllowPrivate)]);
    }

    private static IReadOnlyList<string> Types(string events) => Words(events).Contains(EventTypes.Every) ? EventTypes.All : [.. Words(events).Distinct()];

    private static string[] Words(string events) => events.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    private static T At<T>(IReadOnlyList<T> list, int i, T otherwise) => i < list.Count ? list[i] : otherwise;
}
