using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Publisher.Tests.Support;

/// <summary>An SMTP server (RFC 5321) on a port of the loopback, which keeps what it accepted and breaks where it is told to.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> sessions = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly List<ReceivedMail> received = [];
    private readonly Lock gate = new();
    private readonly Task accepting;
    private TaskCompletionSource arrived = new();
    private int connections;

    public SmtpServer()
    {
        // A small window, so that a client cannot write a large message into the blue.
        listener.Server.ReceiveBufferSize = 1 << 16;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    /// <summary>Every command line, in order, without what follows <c>AUTH</c>'s mechanism.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    public IReadOnlyList<ReceivedMail> Received
    {
        get
        {
            lock (gate)
                return [.. received];
        }
    }

    /// <summary>How many messages it accepted.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return received.Count;
        }
    }

    /// <summary>What EHLO offers beside STARTTLS and AUTH.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "SIZE 67108864", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Whether it keeps who got mail, and not the mails: for very many.</summary>
    public bool IsForgetful { get; init; }

    /// <summary>With it the server offers STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool IsTlsFromTheStart { get; init; }

    /// <summary>With it the server wants a login, by PLAIN or LOGIN.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>Asked at each stage.</summary>
    public Func<SmtpStage, SmtpContext, SmtpAction> Script { get; set; } = (_, _) => SmtpAction.Continue;

    public async Task<IReadOnlyList<ReceivedMail>> WaitForMessagesAsync(int count, TimeSpan timeout)
    {
        var patience = Task.Delay(timeout);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (received.Count >= count)
                    return [.. received];
                next = arrived.Task;
            }

            if (await Task.WhenAny(next, patience) == patience)
                throw new TimeoutException($"{Received.Count} of {count} messages arrived: {string.Join("; ", Received)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions.Keys);
        stopping.Dispose();
        Certificate?.Dispose();
    }

    internal void Note(string command) => commands.Enqueue(command);

    internal void Take(SmtpContext context, byte[] bytes)
    {
        lock (gate)
        {
            received.Add(new(received.Count + 1, context, IsForgetful ? [] : bytes));
            arrived.SetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stopping.Token);
                sessions.TryAdd(SessionAsync(socket, Interlocked.Increment(ref connections)), true);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task SessionAsync(Socket socket, int number)
    {
        using var own = socket;
        socket.NoDelay = true;
        try
        {
            await using var wire = new SmtpWire(new NetworkStream(socket), stopping.Token);
            await new SmtpSession(this, wire, number, stopping.Token).RunAsync();
        }
        catch (SmtpObedience.DroppedException)
        {
            socket.LingerState = new(true, 0);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // Clients may leave as they like.
        }
    }
}
