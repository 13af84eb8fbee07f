using System.Diagnostics;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>The unit for systemd, judged by systemd.</summary>
public sealed class UnitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("verify")]
    [InlineData("security", "--offline=yes", "--threshold=20")]
    public async Task Systemd_finds_no_fault_and_little_exposure(params string[] arguments)
    {
        StaticHost.Require("systemd-analyze");
        // The program is not installed where the tests run.
        folder.Write("publisher.service", Unit().Replace("ExecStart=/opt/publisher/publisher", "ExecStart=/bin/true", StringComparison.Ordinal));
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", [.. arguments, folder["publisher.service"]]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = (await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync())).Aggregate(string.Concat);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        Assert.True(arguments[0] != "verify" || !output.Contains("publisher.service:", StringComparison.Ordinal), output);
    }

    private static string Unit()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place!.FullName, "Publisher.sln")))
            place = place.Parent;
        return File.ReadAllText(Path.Combine(place.FullName, "ops/publisher.service"));
    }
}
