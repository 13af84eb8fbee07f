using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Mailing;

/// <summary>How much faster several nodes are than one, on the PostgreSQL of <c>tests/postgres</c>, against a server that takes its time, so that neither it nor this machine is the limit; and what a mail costs in the database.</summary>
internal static class Scaling
{
    private const int Connections = 40;
    private const int Octets = 20_480;

    /// <param name="args"><c>--nodes N</c> (3), <c>--mails N</c> (4,000), <c>--delay SECONDS</c> (1) of each mail at the server, <c>--program FILE</c>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        int Of(string name, int usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : usual;
        var (most, mails, delay) = (Of("--nodes", 3), Of("--mails", 4000), Of("--delay", 1));
        var program = args.SkipWhile(arg => arg != "--program").Skip(1).FirstOrDefault();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails of 20 KB, {Connections} connections a node, {delay} s a mail at the server\n\n| nodes | mails a second | of one node | transactions a mail | bytes of WAL a mail | connections to PostgreSQL |\n|---|---|---|---|---|---|"));
        var one = 0.0;
        for (var nodes = 1; nodes <= most; nodes++)
        {
            var (rate, transactions, log, sessions) = await MeasureAsync(program, nodes, mails, delay);
            one = nodes == 1 ? rate : one;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {nodes} | {rate:F1} | {rate / one:F2} | {transactions:F2} | {log:F0} | {sessions} |"));
        }

        return 0;
    }

    private static async Task<(double Rate, double Transactions, double Log, long Sessions)> MeasureAsync(string? program, int nodes, int mails, int delay)
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"scaling{nodes}");
        await using var source = NpgsqlDataSource.Create(PostgresServer.Connection);
        await using (var create = source.CreateCommand($"drop schema if exists {schema} cascade; create schema {schema}"))
            await create.ExecuteNonQueryAsync();
        using var sink = await Sink.StartAsync(delay);
        using var blog = await MailedBlog.MakeAsync(program, new() { Provider = StorageProvider.Postgres, ConnectionString = $"{PostgresServer.Connection};Search Path={schema}" }, sink.Port, mails,
            "mail.smtp.messagesPerConnection=1000", string.Create(CultureInfo.InvariantCulture, $"mail.smtp.connections={Connections}"), "newsletter.canary=0");
        await blog.WritePostAsync(Octets);
        var running = Enumerable.Range(1, nodes).Select(node => blog.Start(string.Create(CultureInfo.InvariantCulture, $"node.name=node{node}"))).ToList();
        try
        {
            return await WatchAsync(source, blog, mails, running);
        }
        finally
        {
            running.ForEach(node => node.Dispose());
        }
    }

    private static async Task<(double, double, double, long)> WatchAsync(NpgsqlDataSource source, MailedBlog blog, int mails, List<SendingProgram> running)
    {
        var (before, sessions) = (await CountersAsync(source), 0L);
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            var done = (await blog.QueryAsync("select count(*), min(settled_at), max(settled_at) from deliveries where status = 'sent'", row => (Count: row.GetInt64(0), From: row.IsDBNull(1) ? 0 : row.GetInt64(1), To: row.IsDBNull(2) ? 0 : row.GetInt64(2))))[0];
            var now = await CountersAsync(source);
            if (done.Count == 0)
                before = now;
            sessions = Math.Max(sessions, now.Sessions);
            if (done.Count == mails)
                return (mails * 1000.0 / (done.To - done.From), (now.Transactions - before.Transactions) / (double)mails, (now.Log - before.Log) / (double)mails, sessions);
            if (watch.Elapsed > TimeSpan.FromMinutes(20))
                throw new InvalidOperationException($"{done.Count} of {mails} were sent: {running[0].Output}");
        }
    }

    private static async Task<(long Transactions, long Log, long Sessions)> CountersAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select xact_commit, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, (select count(*) from pg_stat_activity where datname = current_database()) from pg_stat_database where datname = current_database()");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
