using System.Net;
using System.Net.Sockets;

namespace Publisher.WebSub;

/// <summary>Which addresses are of the public internet (the registries of RFC 6890). A request by order of a stranger goes nowhere else.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic4 = Networks(
        "0.0.0.0/8",        // this network
        "10.0.0.0/8",       // private (RFC 1918)
        "100.64.0.0/10",    // behind a carrier's translation (RFC 6598)
        "127.0.0.0/8",      // loopback
        "168.63.129.16/32", // Azure's own services, within a virtual machine
        "169.254.0.0/16",   // link local, and the metadata of clouds
        "172.16.0.0/12",    // private
        "192.0.0.0/24",     // protocol assignments
        "192.0.2.0/24",     // documentation
        "192.88.99.0/24",   // 6to4 relays
        "192.168.0.0/16",   // private
        "198.18.0.0/15",    // measurements
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",   // documentation
        "224.0.0.0/4",      // multicast
        "240.0.0.0/4");     // reserved, and broadcast

    // Of IPv6 only 2000::/3 is given out at all: loopback, unique local, link local and multicast lie outside it.
    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic6 = Networks(
        "2001::/23",     // protocol assignments, Teredo among them
        "2001:db8::/32", // documentation
        "3fff::/20");    // documentation

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !IsIn(NotPublic4, address);
        if (Nat64.Contains(address))
            return Is(Embedded(address, 12));
        if (SixToFour.Contains(address))
            return Is(Embedded(address, 2));
        return GivenOut.Contains(address) && !IsIn(NotPublic6, address);
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));

    private static IPAddress Embedded(IPAddress address, int at) => new(address.GetAddressBytes().AsSpan(at, 4));

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
