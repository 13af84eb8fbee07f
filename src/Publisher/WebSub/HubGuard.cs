using System.Net;

namespace Publisher.WebSub;

/// <summary>Where the hub goes by order of a stranger, and where never.</summary>
/// <param name="AllowsLoopback">For tests, whose servers are on this machine; no setting leads here.</param>
internal sealed record HubGuard(bool AllowsLoopback = false)
{
    private const int LongestCallback = 2048;
    private const int LastPrivilegedPort = 1023;

    /// <summary>What is wrong with a callback as it is written; null where nothing is. Its host is looked at when it is connected to.</summary>
    public string? Fault(string callback, out Uri? address)
    {
        if (!Uri.TryCreate(callback, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https") || HostName.Of(address) is not { } host)
            return "hub.callback is no web address; give one such as https://reader.example.com/callback";
        if (callback.Length > LongestCallback)
            return $"hub.callback is longer than {LongestCallback} characters; give a shorter one";
        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "hub.callback holds a user name or a fragment; give one without";
        if (address.Port is not (80 or 443 or > LastPrivilegedPort))
            return "hub.callback names a port that is not for web servers; give 80, 443 or one above 1023";
        return IPAddress.TryParse(host, out var literal) && !Allows(literal)
            ? "hub.callback is not on the public internet; give a public address"
            : null;
    }

    public bool Allows(IPAddress address) => PublicAddress.Is(address) || (AllowsLoopback && IPAddress.IsLoopback(address));
}
