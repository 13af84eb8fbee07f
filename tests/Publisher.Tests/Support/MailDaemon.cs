using System.Diagnostics;
using System.Globalization;

namespace Publisher.Tests.Support;

/// <summary>A mail server from Debian that leaves its parent: it is started by its command, and ended by the number in its pid file.</summary>
internal sealed class MailDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The servers' own users read and write, or read.</summary>
    public const UnixFileMode Open = (UnixFileMode)0b111_111_111;
    public const UnixFileMode Readable = (UnixFileMode)0b111_101_101;

    private readonly int id;

    private MailDaemon(int id) => this.id = id;

    /// <summary>Skips the test where the programs are missing, or may not be started: both servers change their user.</summary>
    public static void Require(params string[] programs)
    {
        foreach (var program in programs)
            Assert.SkipUnless(File.Exists($"/usr/sbin/{program}"), $"{program} is not installed; apt-get install postfix dovecot-imapd dovecot-pop3d brings it.");
        Assert.SkipUnless(Environment.UserName == "root", "Postfix and Dovecot start only for root.");
    }

    public static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    public static async Task<MailDaemon> StartAsync(string program, string[] arguments, string pidFile, string output, Func<string> log)
    {
        // A daemon keeps what it inherits open: a pipe to us would never end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" </dev/null >\"$OUTPUT\" 2>&1", $"/usr/sbin/{program}", .. arguments]);
        start.Environment["OUTPUT"] = output;
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} did not start: {await File.ReadAllTextAsync(output)}\n{log()}");
        // The file is there before the number is in it.
        var id = 0;
        for (var watch = Stopwatch.StartNew(); !int.TryParse(await ReadAsync(pidFile), CultureInfo.InvariantCulture, out id); await Task.Delay(20))
            Assert.True(watch.Elapsed < Patience, $"{program} wrote no pid file: {log()}");
        return new(id);
    }

    /// <summary>Postfix holds a lock on its pid file, which .NET respects and cat does not.</summary>
    private static async Task<string> ReadAsync(string pidFile)
    {
        using var cat = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat \"$0\" 2>/dev/null", pidFile]) { RedirectStandardOutput = true })!;
        var text = await cat.StandardOutput.ReadToEndAsync();
        await cat.WaitForExitAsync();
        return text.Trim();
    }

    public void Dispose()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{id}"]))
            kill.WaitForExit();
        for (var watch = Stopwatch.StartNew(); Directory.Exists($"/proc/{id}") && watch.Elapsed < Patience;)
            Task.Delay(20).GetAwaiter().GetResult();
    }
}
