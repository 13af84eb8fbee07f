using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Publisher.Tests.Support;

/// <summary>Where in the conversation the server is.</summary>
internal enum SmtpStage
{
    Connect,
    Hello,
    Mail,
    Recipient,
    Data,

    /// <summary>After the first bytes of a message.</summary>
    Body,

    /// <summary>After the final dot, before the message is taken.</summary>
    Dot,

    /// <summary>The message is taken, its reply not yet sent.</summary>
    Accepted,
}

/// <summary>What the server does at a stage instead of the usual.</summary>
internal sealed record SmtpAction(string? Reply)
{
    /// <summary>The connection is closed at once.</summary>
    public static SmtpAction Drop { get; } = new((string?)null);

    public static SmtpAction Answer(string reply) => new(reply);
}

internal sealed record ReceivedMail(string From, string To, byte[] Bytes)
{
    public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Bytes));

    public override string ToString() => $"{To}: {Message.Subject} ({Message.Date:u})";
}

/// <summary>An SMTP server (RFC 5321) on a port of the loopback, which keeps what it accepted and breaks where it is told to.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private readonly ConcurrentDictionary<Task, bool> sessions = new();
    private readonly Task accepting;
    private int connections;

    public SmtpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>Asked at each stage, with the recipient as far as it is known; null goes on as usual.</summary>
    public Func<SmtpStage, string, SmtpAction?> Script { get; set; } = (_, _) => null;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions.Keys);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                Interlocked.Increment(ref connections);
                sessions.TryAdd(SessionAsync(client), true);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task SessionAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                using var session = new Session(this, client.GetStream(), stopping.Token);
                await session.RunAsync();
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or DroppedException)
            {
                // Clients may leave as they like, and so does a server that was told to.
                client.Client.LingerState = new(true, 0);
            }
        }
    }

    private sealed class DroppedException : Exception;

    private sealed class Session(SmtpServer server, NetworkStream stream, CancellationToken cancellation) : IDisposable
    {
        private readonly StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
        private string from = "";
        private string to = "";

        public void Dispose() => reader.Dispose();

        public async Task RunAsync()
        {
            await StepAsync(SmtpStage.Connect, "220 test ESMTP");
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (!await CommandAsync(line))
                    return;
            }
        }

        private async Task<bool> CommandAsync(string line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await StepAsync(SmtpStage.Hello, "250-test\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES");
                    break;
                case "MAIL":
                    from = Address(line);
                    await StepAsync(SmtpStage.Mail, "250 2.1.0 OK");
                    break;
                case "RCPT":
                    to = Address(line);
                    await StepAsync(SmtpStage.Recipient, "250 2.1.5 OK");
                    break;
                case "DATA":
                    if (await StepAsync(SmtpStage.Data, "354 go on"))
                        await BodyAsync();
                    break;
                case "QUIT":
                    await WriteAsync("221 2.0.0 bye");
                    return false;
                default:
                    await WriteAsync("250 2.0.0 OK");
                    break;
            }

            return true;
        }

        private async Task BodyAsync()
        {
            var body = new StringBuilder();
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (body.Length == 0 && server.Script(SmtpStage.Body, to) is { Reply: null })
                    throw new DroppedException();
                if (line == ".")
                {
                    await TakeAsync(body.ToString());
                    return;
                }

                body.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }
        }

        private async Task TakeAsync(string body)
        {
            if (server.Script(SmtpStage.Dot, to) is { } action)
            {
                await DoAsync(action);
                return;
            }

            server.received.Enqueue(new(from, to, Encoding.Latin1.GetBytes(body)));
            await StepAsync(SmtpStage.Accepted, "250 2.0.0 taken");
        }

        private async Task<bool> StepAsync(SmtpStage stage, string usual)
        {
            var action = server.Script(stage, to);
            await DoAsync(action ?? SmtpAction.Answer(usual));
            return action is null;
        }

        private Task DoAsync(SmtpAction action) => action.Reply is { } reply ? WriteAsync(reply) : throw new DroppedException();

        private async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), cancellation);

        private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
