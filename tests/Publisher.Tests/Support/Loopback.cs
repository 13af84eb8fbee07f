using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Publisher.Tests.Support;

/// <summary>Ports for servers that others wrote, and the wait until they answer.</summary>
internal static class Loopback
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <param name="fault">Asked when nobody answers in time.</param>
    public static async Task UntilAnswersAsync(int port, Func<string> fault)
    {
        for (var watch = Stopwatch.StartNew(); !await AnswersAsync(port); await Task.Delay(20))
            Assert.True(watch.Elapsed < Patience, $"nobody answers on port {port}: {fault()}");
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
