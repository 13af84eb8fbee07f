using System.Globalization;
using System.Text;

namespace Publisher.WebSub;

internal enum HubMode
{
    Subscribe,
    Unsubscribe,
}

/// <summary>What a subscriber asks of the hub (WebSub, section 5.1).</summary>
/// <param name="Topic">The address of a feed.</param>
/// <param name="Secret">Signs what is sent; null where nothing is to be signed.</param>
internal sealed record HubRequest(HubMode Mode, Uri Callback, string Topic, TimeSpan Lease, string? Secret)
{
    private const int MostSecretBytes = 199;

    public string Host => HostName.Of(Callback)!;

    /// <summary>Without the secret: a record prints all it holds.</summary>
    public override string ToString() => $"{Mode} {Host} {Topic}";

    /// <returns>The request, or a sentence that says what is wrong with it.</returns>
    public static (HubRequest? Request, string? Fault) Read(IFormCollection form, HubGuard guard, HubLimits limits)
    {
        if (form.FirstOrDefault(field => field.Key.StartsWith("hub.", StringComparison.Ordinal) && field.Value.Count > 1).Key is { } twice)
            return (null, $"{twice} is given twice; give it once");
        if (ModeOf(form["hub.mode"]) is not { } mode)
            return (null, "hub.mode is neither subscribe nor unsubscribe; give one of the two");
        if (guard.Fault(form["hub.callback"].ToString(), out var callback) is { } fault)
            return (null, fault);
        string? secret = form["hub.secret"];
        if (secret is not null && Encoding.UTF8.GetByteCount(secret) > MostSecretBytes)
            return (null, "hub.secret is too long; give less than 200 bytes");
        return LeaseOf(form["hub.lease_seconds"], limits) is { } lease
            ? (new(mode, callback!, form["hub.topic"].ToString(), lease, string.IsNullOrEmpty(secret) ? null : secret), null)
            : (null, "hub.lease_seconds is no number of seconds; give one such as 864000, or none");
    }

    private static HubMode? ModeOf(string? text) => text switch
    {
        "subscribe" => HubMode.Subscribe,
        "unsubscribe" => HubMode.Unsubscribe,
        _ => null,
    };

    private static TimeSpan? LeaseOf(string? text, HubLimits limits)
    {
        if (string.IsNullOrEmpty(text))
            return limits.Lease;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return null;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, (long)limits.ShortestLease.TotalSeconds, (long)limits.LongestLease.TotalSeconds));
    }
}
