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

    /// <summary>Runs a program of PostgreSQL's as its own user.</summary>
    public static void Run(string program, params string[] arguments)
    {
        if (!TryRun(program, arguments))
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }

    public static bool TryRun(string program, params string[] arguments)
    {
        // It refuses to run as root. Its output goes nowhere: the server would hold the pipe.
        string[] quietly = ["sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh", Path.Combine(Bin!, program), .. arguments];
        var start = Environment.UserName == "root" ? new ProcessStartInfo("/usr/sbin/runuser", ["-u", "postgres", "--", .. quietly]) : new ProcessStartInfo("/bin/sh", quietly[1..]);
        start.WorkingDirectory = "/";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Control(string act, params string[] more) => Run("pg_ctl", ["-D", Data!, "-l", Path.Combine(Path.GetDirectoryName(Data!)!, "log"), .. more, act]);
}
