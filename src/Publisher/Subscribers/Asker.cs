using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Publisher.Posts;

namespace Publisher.Subscribers;

/// <summary>Who sent a form, as far as it is known and needed.</summary>
/// <param name="Form">As in <see cref="Consent.Form"/>.</param>
/// <param name="Network">The address without its last part, such as <c>192.0.2.0/24</c>; null where it is not known.</param>
/// <param name="Weight">How many mails of its network's budget the form costs: one, two of a form that is not ours or was open for too long, three of one filled in faster than people can.</param>
internal sealed record Asker(string Form, string? Network, int Weight);

/// <summary>Tells who sent a form.</summary>
internal sealed class Askers(Tokens tokens, Site site, SubscribersOptions options, TimeProvider time)
{
    /// <summary>People need longer to read a form and type an address.</summary>
    public static readonly TimeSpan ShortestFill = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan LongestFill = TimeSpan.FromDays(1);

    // Who asks from within our own network is a proxy, or a container's gateway, and stands for everybody (RFC 1918, RFC 4193, RFC 6598).
    private static readonly IPNetwork[] Inside = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10" }.Select(text => IPNetwork.Parse(text))];

    private readonly IReadOnlyList<IPNetwork> proxies = [.. options.TrustedProxies.Select(ToNetwork)];

    public Asker Of(HttpContext context, SubmittedForm form)
    {
        var network = NetworkOf(Client(context));
        if (tokens.ReadStamp(form.Stamp) is { } shown && time.GetUtcNow() - shown is var age && age <= LongestFill)
            return new("page", network, age < ShortestFill ? 3 : 1);
        return new(EmbeddingSite(context) is { } origin ? $"embedded {origin}" : "form", network, 2);
    }

    /// <summary>The site that the form stands on, where it is not ours and the browser says so.</summary>
    public string? EmbeddingSite(HttpContext context) =>
        Origins.Read(context.Request.Headers.Origin) is { } origin && origin != Origins.Read(site.Url.GetLeftPart(UriPartial.Authority)) && new Uri(origin).Authority != context.Request.Host.Value
            ? origin
            : null;

    /// <summary>The network of an address: RFC 4632 for IPv4, and for IPv6 what one household is given.</summary>
    public static string? NetworkOf(IPAddress? address)
    {
        if (address is null)
            return null;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (bytes, bits) = (plain.GetAddressBytes(), plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 64);
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }

    // A proxy adds the address it was asked from at the end; what stands before it anybody may have written.
    private IPAddress? Client(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } peer || !IsTrusted(peer))
            return context.Connection.RemoteIpAddress;
        foreach (var text in string.Join(',', context.Request.Headers["X-Forwarded-For"].OfType<string>()).Split(',').Reverse().Take(10))
        {
            if (!IPAddress.TryParse(text.Trim(), out var address))
                return null;
            if (!IsTrusted(address))
                return address;
        }

        // Somebody on this machine, or a proxy that does not say for whom it asks.
        return null;
    }

    private bool IsTrusted(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || Inside.Concat(proxies).Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    private static IPNetwork ToNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : IPAddress.Parse(text) is var address ? new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) : default;
}
