using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Publisher.Benchmarks.Mailing;

/// <summary>The service as a process.</summary>
internal sealed class SendingProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly StringBuilder output = new();

    public SendingProgram(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
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

    /// <summary>The most memory that it ever had, in MiB.</summary>
    public double PeakMemory() => double.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Processor time that it has had, in seconds: a figure that holds on a busy machine, too.</summary>
    public double Processor()
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Waits for its end by itself.</summary>
    /// <returns>Its exit code, and the most memory that it was seen to have, in MiB.</returns>
    public async Task<(int Code, double Memory)> ExitAsync()
    {
        for (var memory = 0.0; ; await Task.Delay(20))
        {
            if (process.HasExited)
                return (process.ExitCode, memory);
            try
            {
                memory = PeakMemory();
            }
            catch (Exception fault) when (fault is IOException or InvalidOperationException)
            {
                // At this moment it ended.
            }
        }
    }

    public bool HasExited => process.HasExited;

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits until it runs, and ends it in good manners.</summary>
    public async Task EndAsync()
    {
        for (var watch = Stopwatch.StartNew(); !Output.Contains("Ctrl+C stops", StringComparison.Ordinal); await Task.Delay(10))
            if (process.HasExited || watch.Elapsed > Patience)
                throw new InvalidOperationException($"the program did not start: {Output}");
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (output)
            if (line is not null && output.Length < 1 << 20)
                output.AppendLine(line);
    }
}
