using System.Net;
using System.Net.Sockets;

namespace Publisher.Signals;

/// <summary>Who may read the figures: this machine, and whom the settings name. What came through a proxy is nobody's of them, whoever the proxy is: it says for whom it asks, or, as nginx does where it was told nothing, speaks HTTP/1.0.</summary>
internal sealed class MetricsDoor(MetricsOptions options)
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    private readonly IReadOnlyList<IPNetwork> allowed = [.. options.Allow.Select(Network)];

    public bool Lets(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && !OfProxies.Any(context.Request.Headers.ContainsKey)
        && Lets(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer);

    private bool Lets(IPAddress peer) =>
        IPAddress.IsLoopback(peer) || allowed.Any(network => network.BaseAddress.AddressFamily == peer.AddressFamily && network.Contains(peer));

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : IPAddress.Parse(text) is var address ? new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) : default;
}
