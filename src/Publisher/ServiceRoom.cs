using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;
using Publisher.Settings;

namespace Publisher;

/// <summary>How the process lives: log lines on standard error, systemd's and Windows' notice, and an end within seconds.</summary>
internal static class ServiceRoom
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);

    public static void AddService(this IHostApplicationBuilder builder, LoadedSettings loaded)
    {
        builder.Configuration.AddConfiguration(loaded.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            // A start that fails is told in a sentence by the command that asked for it.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Quartz.Core.ErrorLogger", LogLevel.None)
            // A database that is away is told of in a sentence, by our own rounds.
            .AddFilter("Quartz.Impl.AdoJobStore", LogLevel.None)
            .AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.FormatterName = LogLine.FormatterName;
            });
        builder.Services.AddSingleton<ConsoleFormatter, LogLine>();
        // After the console: as a unit of systemd, lines carry its level marks instead of our time.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService();
        if (Watchdog.Patience(Environment.GetEnvironmentVariable) is { } patience)
            builder.Services.AddHostedService(services => new Watchdog(services.GetService<ISystemdNotifier>() ?? new SystemdNotifier(), patience, TimeProvider.System));
    }
}
