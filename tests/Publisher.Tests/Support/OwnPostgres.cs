using System.Net;
using System.Net.Sockets;

namespace Publisher.Tests.Support;

/// <summary>A PostgreSQL of a test's own, which it may ruin, or have a standby for.</summary>
internal sealed class OwnPostgres : IDisposable
{
    private readonly string data;

    private OwnPostgres(string data) => this.data = data;

    public int Port { get; } = FreePort();

    public string Connection => $"Host=127.0.0.1;Port={Port};Database=postgres;Username=publisher";

    public bool IsRunning => PostgresServer.TryRun("pg_ctl", "-D", data, "status");

    /// <param name="folder">Belongs to whom the server runs as.</param>
    /// <param name="lines">Of its configuration.</param>
    public static OwnPostgres Make(string folder, params string[] lines)
    {
        var server = new OwnPostgres(Path.Combine(folder, "data"));
        PostgresServer.Run("initdb", "-D", server.data, "--data-checksums", "--auth=trust", "--username=publisher", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--wal-segsize=1");
        server.Configure(["listen_addresses = '127.0.0.1'", $"unix_socket_directories = '{folder}'", "fsync = off", .. lines]);
        server.Start();
        return server;
    }

    /// <summary>A copy that follows this one and takes no writes before it is promoted.</summary>
    public OwnPostgres Standby(string folder)
    {
        var standby = new OwnPostgres(Path.Combine(folder, "data"));
        PostgresServer.Run("pg_basebackup", "-D", standby.data, "-h", "127.0.0.1", "-p", $"{Port}", "-U", "publisher", "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream");
        standby.Configure([$"unix_socket_directories = '{folder}'", "synchronous_standby_names = ''"]);
        standby.Start();
        return standby;
    }

    public void Start() => PostgresServer.Run("pg_ctl", "-D", data, "-l", data + ".log", "-w", "-t", "60", "start");

    public void Stop() => PostgresServer.TryRun("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");

    public void Promote() => PostgresServer.Run("pg_ctl", "-D", data, "-w", "promote");

    public void Dispose() => Stop();

    // The last line of a setting holds.
    private void Configure(string[] lines) => File.AppendAllLines(Path.Combine(data, "postgresql.conf"), [$"port = {Port}", .. lines]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
