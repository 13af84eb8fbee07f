using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Publisher.Tests.Newsletter.Histories;

namespace Publisher.Tests.Newsletter;

/// <summary>Whatever happens to posts, readers, clocks and the program: everybody gets what the model says, once.</summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    /// <summary>How many histories; more than the default are lived through by `dotnet run --project tests/Publisher.Benchmarks -- histories`.</summary>
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("HISTORIES"), CultureInfo.InvariantCulture, out var count) ? count : 300;

    [Fact]
    public async Task Everybody_gets_what_is_owed_to_them_once_through_edits_clocks_and_crashes()
    {
        var idle = new ConcurrentBag<History>();
        var crashes = 0L;
        Gen.UInt.Array[1, 40].Sample(
            steps =>
            {
                var history = idle.TryTake(out var known) ? known : History.OpenAsync().GetAwaiter().GetResult();
                var wrong = history.LiveAsync(steps).GetAwaiter().GetResult();
                idle.Add(history);
                Assert.True(wrong is null, wrong);
            },
            output.WriteLine,
            iter: Count,
            threads: 2);
        foreach (var history in idle)
        {
            crashes += history.Crashes;
            await history.DisposeAsync();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} histories, {crashes} crashes"));
        Assert.True(crashes > 0, "no crash was met");
    }
}
