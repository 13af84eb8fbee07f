using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Mailing;

/// <summary>How much faster several nodes are than one, on the PostgreSQL of <c>tests/postgres</c>, against a server that takes its time, so that neither it nor this machine is the limit; and what a mail costs in the database.</summary>
internal static class Scaling
{
    private const int Octets = 20_480;

    // By what only they hold.
    private const string Claims = "%taken as (%", Settlements = "%settled as (%", Looks = "%longer as (%";

    /// <param name="args"><c>--nodes N</c> (3), <c>--mails N</c> (4,000), <c>--connections N</c> (40) of each node, <c>--delay SECONDS</c> (1) of each mail at the server, <c>--program FILE</c>.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        int Of(string name, int usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : usual;
        var (most, mails, connections, delay) = (Of("--nodes", 3), Of("--mails", 4000), Of("--connections", 40), Of("--delay", 1));
        var program = args.SkipWhile(arg => arg != "--program").Skip(1).FirstOrDefault();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails of 20 KB, {connections} connections a node, {delay} s a mail at the server\n\n| nodes | mails a second | of one node | claims for 100 mails | settlements for 100 mails | looks for 100 mails | bytes of WAL a mail | connections to PostgreSQL |\n|---|---|---|---|---|---|---|---|"));
        var one = 0.0;
        for (var nodes = 1; nodes <= most; nodes++)
        {
            var (rate, cost) = await MeasureAsync(program, nodes, mails, connections, delay);
            one = nodes == 1 ? rate : one;
            var share = 100.0 / mails;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {nodes} | {rate:F1} | {rate / one:F2} | {cost.Claims * share:F2} | {cost.Settlements * share:F2} | {cost.Looks * share:F2} | {cost.Log / mails:F0} | {cost.Sessions} |"));
        }

        return 0;
    }

    private static async Task<(double Rate, Counters Cost)> MeasureAsync(string? program, int nodes, int mails, int connections, int delay)
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"scaling{nodes}");
        await using var source = NpgsqlDataSource.Create(PostgresServer.Connection);
        await using (var create = source.CreateCommand($"drop schema if exists {schema} cascade; create schema {schema}; create extension if not exists pg_stat_statements schema public"))
            await create.ExecuteNonQueryAsync();
        using var sink = await Sink.StartAsync(delay);
        using var blog = await MailedBlog.MakeAsync(program, new() { Provider = StorageProvider.Postgres, ConnectionString = $"{PostgresServer.Connection};Search Path={schema}" }, sink.Port, mails,
            "mail.smtp.messagesPerConnection=1000", string.Create(CultureInfo.InvariantCulture, $"mail.smtp.connections={connections}"), "newsletter.canary=0");
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

    private static async Task<(double Rate, Counters Cost)> WatchAsync(NpgsqlDataSource source, MailedBlog blog, int mails, List<SendingProgram> running)
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
                return (mails * 1000.0 / (done.To - done.From), new(now.Claims - before.Claims, now.Settlements - before.Settlements, now.Looks - before.Looks, now.Log - before.Log, sessions));
            if (watch.Elapsed > TimeSpan.FromMinutes(20))
                throw new InvalidOperationException($"{done.Count} of {mails} were sent: {running[0].Output}");
        }
    }

    private static async Task<Counters> CountersAsync(NpgsqlDataSource source)
    {
        static string Calls(string like) => $"(select coalesce(sum(calls), 0)::bigint from public.pg_stat_statements where query like '{like}')";
        await using var command = source.CreateCommand($"select {Calls(Claims)}, {Calls(Settlements)}, {Calls(Looks)}, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, (select count(*) from pg_stat_activity where datname = current_database())");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
    }

    /// <param name="Log">In bytes.</param>
    private sealed record Counters(long Claims, long Settlements, long Looks, long Log, long Sessions);
}
