using Npgsql;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>The network between a node and PostgreSQL is cut in the middle of a claim or a settle: it may have happened, or not.</summary>
[Collection("alone")]
public sealed class CutTests
{
    private const int Readers = 100;
    private const string Claim = "chosen as materialized";
    private const string Settle = "unknowns = d.unknowns + (case";

    [Fact]
    public async Task Wherever_a_claim_or_a_settle_is_cut_nobody_is_lost_mailed_twice_or_taken_for_unknown()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        using var folder = new TemporaryFolder();
        var storage = TestStorage.At(folder["publisher.db"]);
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(storage.ConnectionString).Port);
        // In silence nobody waits longer than this.
        await using var node = await SendingNode.StartAsync(storage, $"{storage.ConnectionString};Port={proxy.Port};Command Timeout=1;Cancellation Timeout=-1;Timeout=2", Readers);

        // What was asked for, its answer, and silence: each is one statement, and whole with its answer.
        var cuts = new Queue<(string Statement, Cut Cut)>([(Claim, Cut.Answer), (Settle, Cut.Request), (Settle, Cut.Answer), (Settle, Cut.Silence)]);
        var made = 0;
        proxy.Script = (piece, _) =>
        {
            lock (cuts)
            {
                if (made > 0 || !cuts.TryPeek(out var next) || !piece.Contains(next.Statement, StringComparison.Ordinal))
                    return Cut.None;
                made = 1;
                return cuts.Dequeue().Cut;
            }
        };
        node.Mail(at: int.MaxValue, () => { });
        for (var told = 0; told < 4; told++)
        {
            await node.Publisher.UntilAsync(() => made == 1, $"cut {told}");
            var lines = node.Publisher.Log.Warnings.Count;
            await node.Publisher.UntilAsync(() => node.Publisher.Log.Warnings.Skip(lines).Any(line => line.Contains("PostgreSQL", StringComparison.Ordinal)), "the operator to be told");
            proxy.Mend();
            lock (cuts)
                made = 0;
        }

        await node.EachHasOneAsync();
        Assert.Empty(cuts);
        Assert.Equal(0, await node.UnknownAsync());
    }
}
