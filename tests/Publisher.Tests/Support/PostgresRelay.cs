using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Publisher.Storage;

namespace Publisher.Tests.Support;

/// <summary>Stands between the program and PostgreSQL: counts how often the one waits for the other, and, where asked, keeps the plan of every statement as PostgreSQL tells it (auto_explain).</summary>
internal sealed class PostgresRelay : IAsyncDisposable
{
    private static readonly NpgsqlConnectionStringBuilder Server = new(PostgresServer.Connection);

    /// <summary>Has the server note the plan of each statement, with what it cost.</summary>
    public const string Explained =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_buffers=on -c auto_explain.log_timing=off -c auto_explain.log_format=json -c auto_explain.log_level=notice -c jit=off";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly ConcurrentQueue<string> notices = [];
    private int turns;

    public PostgresRelay()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>How often a client spoke after the server had, connecting aside.</summary>
    public int Turns => Volatile.Read(ref turns);

    /// <summary>What the server noted since it was asked last.</summary>
    public IReadOnlyList<string> TakeNotices()
    {
        var taken = new List<string>();
        while (notices.TryDequeue(out var notice))
            taken.Add(notice);
        return taken;
    }

    /// <summary>The way to a database through this.</summary>
    /// <param name="options">Settings of the session; null for the usual ones.</param>
    public StorageOptions To(StorageOptions storage, string? options = null)
    {
        var through = new NpgsqlConnectionStringBuilder(storage.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        through.Options = options;
        return new() { Provider = storage.Provider, ConnectionString = through.ConnectionString, InstanceFile = storage.InstanceFile };
    }

    public ValueTask DisposeAsync()
    {
        listener.Stop();
        foreach (var client in open)
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient(Server.Host!, Server.Port);
                open.Add(client);
                open.Add(server);
                client.NoDelay = server.NoDelay = true;
                var session = new Session();
                _ = PumpAsync(client, server, bytes => session.Asked(bytes, () => Interlocked.Increment(ref turns)));
                _ = PumpAsync(server, client, bytes => session.Answered(bytes, notices.Enqueue));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, SpanAction see)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                see(buffer.AsSpan(0, count));
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end hung up.
        }

        to.Close();
    }

    private delegate void SpanAction(ReadOnlySpan<byte> bytes);

    private sealed class Session
    {
        private readonly Messages asked = new() { IsFirst = true };
        private readonly Messages answered = new();
        private bool isWhole = true;
        private bool isReady;
        private int hasAnswered;

        /// <summary>Reads the client's messages. It waited, where it begins anew after the server spoke; a long request comes in pieces.</summary>
        public void Asked(ReadOnlySpan<byte> bytes, Action turn)
        {
            // X is the farewell.
            if (isWhole && isReady && Interlocked.Exchange(ref hasAnswered, 0) == 1 && bytes[0] != 'X')
                turn();
            // A simple query, or the end of an extended one.
            asked.Read(bytes, (type, _) => isWhole = type is 'Q' or 'S');
            isWhole &= asked.IsEmpty;
        }

        public void Answered(ReadOnlySpan<byte> bytes, Action<string> note)
        {
            answered.Read(bytes, (type, body) =>
            {
                if (type == 'N')
                    note(Field(body, 'M'));
                isReady |= type == 'Z';
            });
            Interlocked.Exchange(ref hasAnswered, 1);
        }

        private static string Field(ReadOnlySpan<byte> body, char wanted)
        {
            while (body[0] != 0)
            {
                var end = body.IndexOf((byte)0);
                if (body[0] == wanted)
                    return Encoding.UTF8.GetString(body[1..end]);
                body = body[(end + 1)..];
            }

            return "";
        }
    }

    /// <summary>A stream of messages: a letter, a length and a body each; the first of a client has no letter.</summary>
    private sealed class Messages
    {
        private byte[] unread = [];

        public delegate void Seen(char type, ReadOnlySpan<byte> body);

        public bool IsFirst { get; set; }

        public bool IsEmpty => unread.Length == 0;

        public void Read(ReadOnlySpan<byte> bytes, Seen see)
        {
            ReadOnlySpan<byte> all = [.. unread, .. bytes];
            var at = 0;
            while (all.Length - at >= 5)
            {
                var letter = IsFirst ? 0 : 1;
                var end = at + letter + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(all[(at + letter)..]);
                if (end > all.Length)
                    break;
                see(IsFirst ? 'S' : (char)all[at], all[(at + letter + 4)..end]);
                (at, IsFirst) = (end, false);
            }

            unread = all[at..].ToArray();
        }
    }
}
