using System.Diagnostics;

namespace Publisher.Tests.Support;

/// <summary>The PostgreSQL that <c>tests/postgres</c> started: its program and its folder stand in variables, so that it can be stopped in the middle.</summary>
internal static class PostgresServer
{
    private static readonly string? Bin = Environment.GetEnvironmentVariable("POSTGRES_BIN");
    private static readonly string? Data = Environment.GetEnvironmentVariable("POSTGRES_DATA");

    /// <summary>Whether it is ours to stop.</summary>
    public static bool IsOurs => Bin is not null && Data is not null;

    public static string Connection => Environment.GetEnvironmentVariable("POSTGRES_UNDER_TEST") ?? throw new InvalidOperationException("run it by tests/postgres");

    /// <summary>Every session is cut, and what was not committed is undone.</summary>
    public static void Restart() => Control("restart", "-m", "immediate", "-w", "-t", "180");

    public static void Stop() => Control("stop", "-m", "immediate", "-w");

    public static void Start() => Control("start", "-w", "-t", "180");

    private static void Control(string act, params string[] more)
    {
        string[] arguments = ["-D", Data!, "-l", Path.Combine(Path.GetDirectoryName(Data!)!, "log"), .. more, act];
        // It refuses to run as root. Its output goes nowhere: the server would hold the pipe.
        string[] quietly = ["sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh", Path.Combine(Bin!, "pg_ctl"), .. arguments];
        var start = Environment.UserName == "root" ? new ProcessStartInfo("/usr/sbin/runuser", ["-u", "postgres", "--", .. quietly]) : new ProcessStartInfo("/bin/sh", quietly[1..]);
        start.WorkingDirectory = "/";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pg_ctl {act} ended with {process.ExitCode}");
    }
}
