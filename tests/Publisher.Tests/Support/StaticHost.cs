using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Publisher.Tests.Support;

/// <summary>A real web server on a loopback port, with a configuration of ours inside the block of its site.</summary>
internal sealed class StaticHost : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const string BrotliModule = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

    private readonly Process process;

    private StaticHost(Process process, int port)
    {
        this.process = process;
        Address = new($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    public static bool HasBrotli => File.Exists(BrotliModule);

    /// <param name="folder">For its configuration and logs.</param>
    public static Task<StaticHost> NginxAsync(TemporaryFolder folder, string config)
    {
        var port = FreePort();
        if (HasBrotli)
            config = config.Replace("# brotli_static on;", "brotli_static on;", StringComparison.Ordinal);
        folder.Write("host/site.conf", config);
        var main = folder.Write("host/nginx.conf", $$"""
            {{(HasBrotli ? $"load_module {BrotliModule};" : "")}}
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off; pid {{folder["host/pid"]}}; error_log {{folder["host/error.log"]}}; worker_processes 1;
            events { }
            http {
                access_log off;
                client_body_temp_path {{folder["host/1"]}}; proxy_temp_path {{folder["host/2"]}}; fastcgi_temp_path {{folder["host/3"]}}; uwsgi_temp_path {{folder["host/4"]}}; scgi_temp_path {{folder["host/5"]}};
                server { listen 127.0.0.1:{{port}}; include {{folder["host/site.conf"]}}; }
            }
            """);
        return StartAsync("nginx", ["-e", folder["host/error.log"], "-c", main], port, folder);
    }

    public static Task<StaticHost> CaddyAsync(TemporaryFolder folder, string config)
    {
        var port = FreePort();
        folder.Write("host/site.caddy", config);
        var main = folder.Write("host/Caddyfile", $$"""
            {
                admin off
                auto_https off
            }
            http://127.0.0.1:{{port}} {
                import {{folder["host/site.caddy"]}}
            }

            """);
        return StartAsync("caddy", ["run", "--config", main, "--adapter", "caddyfile"], port, folder);
    }

    public static void Require(string program) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not installed; apt-get install {program} brings it.");

    public void Dispose()
    {
        // Nginx's workers end with their master only when it is asked to end.
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            kill.WaitForExit();
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static async Task<StaticHost> StartAsync(string program, string[] arguments, int port, TemporaryFolder folder)
    {
        var start = new ProcessStartInfo(File.Exists($"/usr/sbin/{program}") ? $"/usr/sbin/{program}" : program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_CONFIG_HOME"] = folder["host"];
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        var errors = process.StandardError.ReadToEndAsync();
        process.BeginOutputReadLine();
        for (var watch = Stopwatch.StartNew(); !await IsUpAsync(port); await Task.Delay(20))
            Assert.False(process.HasExited || watch.Elapsed > Patience, process.HasExited ? $"{program} did not start: {await errors}" : $"{program} does not answer");
        return new(process, port);
    }

    private static async Task<bool> IsUpAsync(int port)
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
