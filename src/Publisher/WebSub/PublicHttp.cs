using System.Net;
using System.Net.Sockets;

namespace Publisher.WebSub;

/// <summary>Requests that go where somebody else says: by no proxy and no redirect, with little read of the answer, and to addresses that are allowed.</summary>
internal static class PublicHttp
{
    private const int MostHeaders = 16; // KiB

    /// <param name="allows">Asked of each address of a host before it is connected to.</param>
    public static HttpClient Client(Func<IPAddress, bool> allows) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = MostHeaders,
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = 4,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, allows, cancellation),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // The very address that was looked at is connected to: a name that is asked for again may lead elsewhere.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint server, Func<IPAddress, bool> allows, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(server.Host, cancellation);
        if (!addresses.All(allows))
            throw new HttpRequestException("its host is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, server.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
