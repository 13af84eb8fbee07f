using System.Diagnostics;
using System.Globalization;
using Publisher.Tests.Newsletter.Histories;

namespace Publisher.Benchmarks.Composing;

/// <summary>The histories of the tests, by the hundred thousand.</summary>
internal static class ManyHistories
{
    private const int Longest = 40;

    /// <param name="args"><c>N</c> (100,000 by default) and <c>--seed S</c>.</param>
    /// <returns>1 where one of them went wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        var count = args is [var text, ..] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 100_000;
        var seed = args.SkipWhile(arg => arg != "--seed").Skip(1).FirstOrDefault() is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFFFF;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} histories from seed {seed}"));
        var watch = Stopwatch.StartNew();
        var next = -1;
        var ways = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => WayAsync(() => Interlocked.Increment(ref next), count, seed, output))));
        var wrong = ways.Sum(way => way.Wrong);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count:N0} histories, {ways.Sum(way => way.Crashes):N0} crashes, {wrong} wrong, {watch.Elapsed.TotalMinutes:F1} minutes, seed {seed}"));
        return wrong == 0 ? 0 : 1;
    }

    private static async Task<(long Crashes, int Wrong)> WayAsync(Func<int> next, int count, int seed, TextWriter output)
    {
        await using var history = await History.OpenAsync();
        var wrong = 0;
        for (var at = next(); at < count; at = next())
        {
            var random = new Random(seed + at);
            var steps = Enumerable.Range(0, random.Next(1, Longest + 1)).Select(_ => (uint)random.NextInt64(uint.MaxValue)).ToArray();
            if (await history.LiveAsync(steps) is not { } fault)
                continue;
            wrong++;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"history {at} (seed {seed + at}): {fault}"));
        }

        return (history.Crashes, wrong);
    }
}
