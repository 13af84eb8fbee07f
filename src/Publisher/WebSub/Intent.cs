using System.Globalization;

namespace Publisher.WebSub;

/// <summary>How a callback is asked whether it means it, and told that it is not wanted (WebSub, sections 5.2 and 5.3).</summary>
internal static class Intent
{
    public static Uri Question(HubRequest request, string challenge)
    {
        var question = With(request.Callback, ("hub.mode", WordOf(request.Mode)), ("hub.topic", request.Topic), ("hub.challenge", challenge));
        return request.Mode == HubMode.Unsubscribe
            ? question
            : With(question, ("hub.lease_seconds", ((long)request.Lease.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
    }

    public static Uri Denial(HubRequest request, string reason) =>
        With(request.Callback, ("hub.mode", "denied"), ("hub.topic", request.Topic), ("hub.reason", reason));

    private static string WordOf(HubMode mode) => mode == HubMode.Subscribe ? "subscribe" : "unsubscribe";

    // The callback's own query is kept.
    private static Uri With(Uri address, params (string Name, string Value)[] fields)
    {
        var more = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        return new(address.AbsoluteUri + (address.Query.Length == 0 ? "?" : "&") + more);
    }
}
