using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace Publisher;

/// <summary>Tells systemd that the program is alive (sd_notify, <c>WATCHDOG=1</c>), twice within the time after which it would be restarted. Where no thread is left to do so, it is not told.</summary>
internal sealed class Watchdog(ISystemdNotifier systemd, TimeSpan patience, TimeProvider time) : BackgroundService
{
    /// <summary>The time that systemd has set for this process; null where it set none.</summary>
    public static TimeSpan? Patience(Func<string, string?> environment) =>
        long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds > 0
        && (environment("WATCHDOG_PID") ?? Pid) == Pid
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(patience / 2, time);
        try
        {
            do
                systemd.Notify(new ServiceState("WATCHDOG=1"));
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private static string Pid => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
}
