using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Publisher.WebSub;

/// <summary>Requests to callbacks, which strangers name: to public addresses alone, by no proxy and no redirect, with little read of the answer.</summary>
internal sealed class CallbackClient : IDisposable
{
    private const int MostHeaders = 16; // KiB

    private readonly HubGuard guard;
    private readonly HubLimits limits;
    private readonly HttpClient client;

    public CallbackClient(HubGuard guard, HubLimits limits)
    {
        (this.guard, this.limits) = (guard, limits);
        client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = MostHeaders,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = 4,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <param name="most">Bytes of the answer that are read.</param>
    public async Task<Reply> GetAsync(Uri callback, int most, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, callback);
        return await client.ReplyAsync(request, most, limits.Timeout, cancellation);
    }

    /// <summary>Hands a feed on (WebSub, section 7).</summary>
    /// <param name="link">Names the hub and the feed's own address.</param>
    public async Task<Reply> PostAsync(Uri callback, TopicContent content, string link, string? secret, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new ReadOnlyMemoryContent(content.Bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(content.ContentType);
        request.Headers.TryAddWithoutValidation("Link", link);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", HubSignature.Of(Encoding.UTF8.GetBytes(secret), content.Bytes.Span));
        return await client.ReplyAsync(request, most: 0, limits.Timeout, cancellation);
    }

    public void Dispose() => client.Dispose();

    // The very address that was looked at is connected to: a name that is asked for again may lead elsewhere.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (!addresses.All(guard.Allows))
            throw new HttpRequestException("its host is not on the public internet");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
