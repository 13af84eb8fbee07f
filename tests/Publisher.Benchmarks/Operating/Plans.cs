using System.Diagnostics;
using System.Globalization;
using Publisher.Tests.Nodes;

namespace Publisher.Benchmarks.Operating;

/// <summary>What each statement of the program reads on much made data, on the PostgreSQL of <c>tests/postgres</c>: <c>plans --readers N --deliveries N</c> (1,000,000, 10,000,000).</summary>
internal static class Plans
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        long Of(string name, long usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is { } given ? long.Parse(given, CultureInfo.InvariantCulture) : usual;
        var (readers, deliveries, watch) = (Of("--readers", 1_000_000), Of("--deliveries", 10_000_000), Stopwatch.StartNew());
        await using var service = await PlannedService.StartAsync(readers, (int)Math.Max(1, deliveries / readers));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{readers:N0} readers, {deliveries:N0} deliveries, made in {watch.Elapsed.TotalSeconds:F0} s\n\n| | statement | rows given | rows read | pages | the way to them |\n|---|---|---|---|---|---|"));
        var seen = await service.SeeAsync();
        foreach (var plan in seen.DistinctBy(plan => (plan.Act, plan.Sql)))
            await output.WriteLineAsync((plan.IsThrifty ? "" : "MUCH ") + plan);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{seen.Count} statements, {seen.Count(plan => !plan.IsThrifty)} read more than ten times what they give"));
        return 0;
    }
}
