using System.Net.Sockets;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>HTTP by hand, for requests that no decent client sends.</summary>
internal static class Wire
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends bytes as they are and reads until the server closes.</summary>
    public static async Task<string> SendAsync(Uri server, string request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        return await ReadAsync(stream, patience.Token);
    }

    public static Task<string> GetAsync(Uri server, string target) =>
        SendAsync(server, $"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n");

    /// <summary>Sends a body piece by piece until the server will not have more, and reads its answer.</summary>
    public static async Task<string> PourAsync(Uri server, string head, byte[] piece, int pieces)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        var stream = client.GetStream();
        var reading = ReadAsync(stream, patience.Token);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), patience.Token);
            for (var i = 0; i < pieces && !reading.IsCompleted; i++)
                await stream.WriteAsync(piece, patience.Token);
        }
        catch (IOException)
        {
            // The server has closed its end; what it said before stands.
        }

        return await reading;
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var (text, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        try
        {
            for (var count = 1; count > 0;)
            {
                count = await stream.ReadAsync(buffer, cancellation);
                text.Write(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // Closed with a reset.
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
