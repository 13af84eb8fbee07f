using System.Net.Sockets;
using System.Text;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>The program as a unit of systemd: it says that it is ready, and then that it is alive.</summary>
public sealed class WatchdogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_tells_systemd_again_and_again_that_it_is_alive()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is of Linux.");
        folder.Write("posts/2026-02-11-good.md", Some.PostText("Good"));
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var publisher = PublisherProcess.Begin(folder, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = folder["notify"], ["WATCHDOG_USEC"] = "400000" }, "run", "--set", "web.urls=http://127.0.0.1:0");
        var heard = new List<string>();
        var buffer = new byte[4096];
        while (heard.Count(word => word == "WATCHDOG=1") < 3)
            heard.Add(Encoding.ASCII.GetString(buffer, 0, await systemd.ReceiveAsync(buffer, patience.Token)));
        await publisher.TerminateAsync();
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void The_time_is_for_this_process_alone(string? microseconds, string? process, int? seconds) =>
        Assert.Equal(seconds, Watchdog.Patience(name => name == "WATCHDOG_USEC" ? microseconds : process)?.TotalSeconds);
}
