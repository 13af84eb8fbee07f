using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Publisher.Benchmarks.Mailing;

/// <summary>Postfix's <c>smtp-sink</c> on a port of the loopback: it takes all mail and keeps none.</summary>
internal sealed class Sink : IDisposable
{
    private readonly Process process;

    private Sink(int port, int delay)
    {
        Port = port;
        string[] user = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        process = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-sink", [.. user, .. delay > 0 ? ["-w", Text(delay)] : Array.Empty<string>(), $"127.0.0.1:{port}", "1000"]) { RedirectStandardError = true })!;
    }

    public int Port { get; }

    /// <param name="delay">Seconds that each mail takes it.</param>
    public static async Task<Sink> StartAsync(int delay = 0)
    {
        var sink = new Sink(FreePort(), delay);
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, sink.Port);
                return sink;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromSeconds(10))
            {
                // Not yet.
            }
        }
    }

    /// <summary>Mails a second from Postfix's own source: what this machine can do.</summary>
    public async Task<double> SourceAsync(int mails, int sessions)
    {
        string[] arguments = ["-s", Text(sessions), "-l", "20480", "-m", Text(mails), "-d", "-f", "news@blog.example", "-t", "reader@example.net", $"127.0.0.1:{Port}"];
        var watch = Stopwatch.StartNew();
        using var source = Process.Start("/usr/sbin/smtp-source", arguments);
        await source.WaitForExitAsync();
        return source.ExitCode == 0 ? mails / watch.Elapsed.TotalSeconds : throw new InvalidOperationException("smtp-source failed");
    }

    /// <summary>Mails a second from Nodemailer's pool.</summary>
    /// <param name="folder">Holds its <c>node_modules</c>.</param>
    public async Task<double> NodemailerAsync(int mails, int connections, string folder)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Mailing", "nodemailer.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, Text(Port), Text(mails), Text(connections)]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        return double.Parse(await node.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
