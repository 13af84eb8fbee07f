using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>With much data in PostgreSQL, all that the program asks keeps its plan: no statement reads more rows than it gives times ten. <c>plans</c> of the benchmarks asks the same of as much data as one likes.</summary>
[Collection("alone")]
public sealed class PlanTests
{
    [Fact]
    public async Task Sending_composing_and_looking_read_no_more_than_they_give()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it reads plans of PostgreSQL: tests/postgres starts one");
        // Of so few rows it would rather read all: it is asked whether there is another way.
        await using var service = await PlannedService.StartAsync(readers: 12_000, issues: 6, options: "-c enable_seqscan=off -c random_page_cost=1.1");
        var seen = await service.SeeAsync();
        Assert.Equal(["claim", "compose", "settle"], seen.Select(plan => plan.Act).Where(act => act is "claim" or "settle" or "compose").Distinct().Order());
        Assert.All(seen.Where(plan => !IsCount(plan) && !IsSearch(plan)), plan => Assert.True(plan.IsThrifty, plan.ToString()));
    }

    // What counts reads what it counts: of many rows not on each look, but now and then.
    private static bool IsCount(SeenPlan plan) =>
        (plan.Sql.Contains("count(", StringComparison.Ordinal) || plan.Sql.Contains("max(settled_at)", StringComparison.Ordinal)) && (plan.Read <= LargeCounts.Few || !plan.Act.EndsWith(PlannedService.Again, StringComparison.Ordinal));

    // A part of an address may stand anywhere in it.
    private static bool IsSearch(SeenPlan plan) => plan.Sql.Contains("replace(email_key", StringComparison.Ordinal);
}
