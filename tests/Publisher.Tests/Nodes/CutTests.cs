using Npgsql;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>The network between a node and PostgreSQL is cut in the middle of a settle: it may have happened, or not.</summary>
[Collection("alone")]
public sealed class CutTests
{
    private const int Readers = 100;

    [Fact]
    public async Task Wherever_a_settle_is_cut_nobody_is_lost_and_nobody_mailed_twice()
    {
        Assert.SkipUnless(TestStorage.IsPostgres, "it is about PostgreSQL: tests/postgres starts one");
        using var folder = new TemporaryFolder();
        var storage = TestStorage.At(folder["publisher.db"]);
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(storage.ConnectionString).Port);
        // In silence nobody waits longer than this.
        await using var node = await SendingNode.StartAsync(storage, $"{storage.ConnectionString};Port={proxy.Port};Command Timeout=1;Cancellation Timeout=-1;Timeout=2", Readers);

        // What was asked for, its answer, and silence: a settle is one statement, and whole with its answer.
        var cuts = new Queue<Cut>([Cut.Request, Cut.Answer, Cut.Silence]);
        var made = 0;
        proxy.Script = (piece, _) =>
        {
            lock (cuts)
            {
                if (made > 0 || cuts.Count == 0 || !IsSettle(piece))
                    return Cut.None;
                made = 1;
                return cuts.Dequeue();
            }
        };
        node.Mail(at: int.MaxValue, () => { });
        for (var told = 0; told < 3; told++)
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
    }

    private static bool IsSettle(string piece) => piece.Contains("unknowns = d.unknowns + (case", StringComparison.Ordinal);
}
