using System.Diagnostics;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>The real program as a process of its own: the one that the variable PROGRAM_UNDER_TEST names, or what was built with the tests.</summary>
internal sealed class PublisherProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PublisherProcess(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, OtherHost? host = null)
    {
        string[] program = Environment.GetEnvironmentVariable("PROGRAM_UNDER_TEST") is { } published ? [published] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "publisher.dll")];
        string[] command = [.. host?.Runs ?? [], .. program, .. arguments];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int Code, string Output)> RunAsync(TemporaryFolder folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end on a machine of another kind.</summary>
    /// <param name="environment">In place of what this process has.</param>
    public static async Task<(int Code, string Output)> RunAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var publisher = new PublisherProcess(folder.Path, arguments, environment);
        return (await publisher.ExitAsync(), publisher.Output);
    }

    /// <summary>Starts a command and waits for nothing.</summary>
    public static PublisherProcess Begin(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) => new(folder.Path, arguments, environment);

    /// <summary>Starts the service and waits until it says that it runs.</summary>
    public static Task<PublisherProcess> StartAsync(TemporaryFolder folder, params string[] settings) => StartAsync(folder, host: null, settings);

    /// <param name="host">Where it runs; null for here.</param>
    /// <inheritdoc cref="StartAsync(TemporaryFolder, string[])"/>
    public static async Task<PublisherProcess> StartAsync(TemporaryFolder folder, OtherHost? host, params string[] settings)
    {
        var publisher = new PublisherProcess(folder.Path, ["run", .. settings.SelectMany(setting => new[] { "--set", setting })], host: host);
        await Task.WhenAny(publisher.ready.Task, publisher.process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(publisher.ready.Task.IsCompleted, publisher.Output);
        return publisher;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <param name="name">Such as STOP and CONT.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<(int Code, TimeSpan Took)> TerminateAsync()
    {
        var watch = Stopwatch.StartNew();
        Signal("TERM");
        return (await ExitAsync(), watch.Elapsed);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        if (line.Contains("Ctrl+C stops", StringComparison.Ordinal))
            ready.TrySetResult();
    }
}
