using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>A DNS server (RFC 1035) on a UDP port of the loopback. A name without records does not exist.</summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private const int Header = 12;
    private const ushort Failure = 2;
    private const ushort NoSuchName = 3;

    private readonly UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentDictionary<(string Name, ushort Type), List<byte[]>> records = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task answering;

    public DnsServer() => answering = AnswerAsync();

    public IPEndPoint Address => (IPEndPoint)udp.Client.LocalEndPoint!;

    /// <summary>Names that the server says it cannot answer for.</summary>
    public ConcurrentBag<string> Failing { get; } = [];

    public DnsServer Txt(string name, string text) => Add(name, 16, [.. Encoding.ASCII.GetBytes(text).Chunk(255).SelectMany(part => part.Prepend((byte)part.Length))]);

    public DnsServer Mx(string name, string host) => Add(name, 15, [0, 10, .. Name(host)]);

    public DnsServer A(string name, string address) => Add(name, 1, IPAddress.Parse(address).GetAddressBytes());

    public DnsServer Ptr(string name, string host) => Add(name, 12, Name(host));

    /// <summary>A line of a zone file, as the program prints it.</summary>
    public DnsServer Zone(string line)
    {
        var parts = line.Split(". IN TXT ", 2);
        return Txt(parts[0], string.Concat(parts[1].Split('"').Where((_, i) => i % 2 == 1)));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await answering;
        udp.Dispose();
        stopping.Dispose();
    }

    private DnsServer Add(string name, ushort type, byte[] data)
    {
        records.GetOrAdd((name.ToLowerInvariant(), type), _ => []).Add(data);
        return this;
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var asked = await udp.ReceiveAsync(stopping.Token);
                await udp.SendAsync(Reply(asked.Buffer), asked.RemoteEndPoint, stopping.Token);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[] Reply(byte[] asked)
    {
        var labels = new List<string>();
        var at = Header;
        for (; asked[at] > 0; at += asked[at] + 1)
            labels.Add(Encoding.ASCII.GetString(asked, at + 1, asked[at]));
        var name = string.Join('.', labels).ToLowerInvariant();
        var type = BinaryPrimitives.ReadUInt16BigEndian(asked.AsSpan(at + 1));
        var found = records.GetValueOrDefault((name, type), []);
        var code = Failing.Contains(name) ? Failure : records.Keys.Any(key => key.Name == name) ? (ushort)0 : NoSuchName;
        return
        [
            .. asked[..2], .. Short((ushort)(0x8180 | code)), .. Short(1), .. Short((ushort)found.Count), .. Short(0), .. Short(0), .. asked[Header..(at + 5)],
            .. found.SelectMany(data => (byte[])[0xC0, Header, .. Short(type), .. Short(1), 0, 0, 0, 60, .. Short((ushort)data.Length), .. data]),
        ];
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    private static byte[] Short(ushort value) => [(byte)(value >> 8), (byte)value];
}
