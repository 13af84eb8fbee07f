using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>What becomes of a piece that a client sent.</summary>
internal enum Cut
{
    None,

    /// <summary>It never arrives, and every connection is reset.</summary>
    Request,

    /// <summary>It arrives, and the network is cut once it was answered: the answer never does.</summary>
    Answer,

    /// <summary>It arrives, and then nothing passes any more, in silence.</summary>
    Silence,
}

/// <summary>The network between a client and a server on the loopback: passes everything on, and is cut at a moment that a test chooses.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Socket, bool> sockets = new();
    private readonly int server;
    private readonly Task accepting;
    private volatile bool isDown;

    /// <param name="server">Its port on the loopback.</param>
    /// <param name="address">Where clients find the proxy; null for the loopback.</param>
    public CuttingProxy(int server, IPAddress? address = null)
    {
        this.server = server;
        listener = new(address ?? IPAddress.Loopback, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Asked for each piece that a client sends, with those of its connection before.</summary>
    public Func<string, List<string>, Cut> Script { get; set; } = (_, _) => Cut.None;

    /// <summary>Lets through again what was cut.</summary>
    public void Mend()
    {
        Reset();
        isDown = false;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        Reset();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stopping.Token);
                if (isDown)
                    client.Close(0);
                else
                    _ = PassAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            sockets.TryAdd(client, true);
            sockets.TryAdd(upstream, true);
            try
            {
                await upstream.ConnectAsync(IPAddress.Loopback, server);
                var session = new Session(client, upstream);
                await Task.WhenAny(RequestsAsync(session), AnswersAsync(session));
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // It was cut.
            }
            finally
            {
                sockets.TryRemove(client, out _);
                sockets.TryRemove(upstream, out _);
            }
        }
    }

    private async Task RequestsAsync(Session session)
    {
        var (buffer, before) = (new byte[1 << 16], new List<string>());
        while (await session.Client.ReceiveAsync(buffer) is > 0 and var count)
        {
            var piece = Encoding.Latin1.GetString(buffer, 0, count);
            var cut = isDown ? Cut.Silence : Script(piece, before);
            before.Add(piece);
            session.IsAwaited = cut == Cut.Answer;
            isDown |= cut != Cut.None;
            if (cut == Cut.Request)
                Reset();
            await session.Server.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private async Task AnswersAsync(Session session)
    {
        var buffer = new byte[1 << 16];
        while (await session.Server.ReceiveAsync(buffer) is > 0 and var count)
        {
            if (session.IsAwaited)
                Reset();
            if (!isDown)
                await session.Client.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private void Reset()
    {
        foreach (var socket in sockets.Keys)
            socket.Close(0);
    }

    private sealed class Session(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public volatile bool IsAwaited;
    }
}
