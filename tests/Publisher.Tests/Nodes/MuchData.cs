using System.Globalization;
using Publisher.Storage;

namespace Publisher.Tests.Nodes;

/// <summary>A newsletter as large as one likes, made by PostgreSQL itself: some issues that went to every reader, the last of them in the middle of it.</summary>
internal static class MuchData
{
    /// <summary>How many readers are not caught up.</summary>
    public const int Due = 400;

    public static async Task WriteAsync(Database database, long readers, int issues, CancellationToken cancellation)
    {
        // Indexes last: to keep them up row by row takes several times as long.
        var indexes = await IndexesAsync(database, cancellation);
        await ExecuteAsync(database, string.Join(';', indexes.Select(index => $"drop index {index.Name}")), cancellation);
        await ExecuteAsync(database, string.Create(CultureInfo.InvariantCulture, $"{Readers(readers)}; {Issues(readers, issues)}"), cancellation);
        for (var issue = 1; issue <= issues; issue++)
            await ExecuteAsync(database, string.Create(CultureInfo.InvariantCulture, $"{Deliveries(issue, issues, readers)}"), cancellation);
        await ExecuteAsync(database, Rest(readers, issues), cancellation);
        foreach (var (_, definition) in indexes)
            await ExecuteAsync(database, definition, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        await using var vacuum = connection.CreateCommand();
        vacuum.CommandText = "vacuum analyze";
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(cancellation);
    }

    private static string Readers(long count) =>
        $"""
        insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at, confirmed_at, unsubscribed_at, time_zone)
        select i, 'reader' || i || '@example.com', 'reader' || i || '@example.com', case when i % 20 = 19 then 'unconfirmed' when i % 15 = 14 then 'unsubscribed' else 'confirmed' end,
            case when i % 2 = 0 then 'instant' else 'weekly' end, '', 'en', case when i % ({count} * 4 / {Due}) < 4 then 10 else 1000000 end,
            case when i % 20 = 19 then 1770900000000 else 1760000000000 + i end, case when i % 20 <> 19 then 1760000000000 + i end, case when i % 15 = 14 then 1765000000000 + i end, case when i % 4 = 1 then 'Asia/Tokyo' end
        from generate_series(1, {count}) i
        """;

    private static string Issues(long readers, int count) =>
        $"""
        insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned, canary_passed, closed_at, slug, web_html)
        select i, 'made-' || i, 'digest', 'instant', 'en', 'Issue ' || i, '', '', 1766000000000 + i * 86400000, {readers}, 1, case when i < {count} then 1766000000000 + i * 86400000 + 3600000 end, 'made-' || i, '' from generate_series(1, {count}) i;
        insert into issue_posts (issue_id, position, post_id) select i, 0, 'p' || i from generate_series(1, {count}) i;
        insert into releases (post_id, state, sequence, at) select 'p' || i, 'released', i, 0 from generate_series(1, 20) i
        """;

    // A third of the last issue is out.
    private static string Deliveries(int issue, int issues, long readers) =>
        $"""
        insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, first_tried_at, settled_at, reply)
        select {issue}, i, status, 1, 1766000000000, case when status <> 'pending' then 1766000000000 + i end, case when status <> 'pending' then 1766000000000 + {issue} * 86400000 + i / 10 end,
            case status when 'sent' then '250 2.0.0 Ok: queued' when 'failed' then '550 5.1.1 no such user' when 'deferred' then '451 4.7.1 later' end
        from (select i, case when i % 997 = 1 then 'failed' when {issue} = {issues} and i % 1999 = 3 then 'deferred' when {issue} < {issues} or i <= {readers} / 3 then 'sent' else 'pending' end as status from generate_series(1, {readers}) i) made
        """;

    private static string Rest(long readers, int issues) =>
        $"""
        insert into issue_accounts (issue_id, status, count) select issue_id, status, count(*) from deliveries where issue_id < {issues} group by issue_id, status;
        insert into issue_curves (issue_id, began_at, ended_at, sent)
        select i, 1766000000000 + i * 86400000, 1766000000000 + i * 86400000 + {readers} / 10, (select string_agg(cast(n * {readers} / 60 as text), ' ' order by n) from generate_series(1, 60) n) from generate_series(1, {issues} - 1) i;
        insert into bounces (issue_id, subscriber_id, is_complaint, kind, code, text, sent_at, counted_at, suppressed)
        select 1, i, 0, 'hard', '5.1.1', 'no such user', 1766000000000 + i, 1766000000000 + i, 1 from generate_series(1, {readers}, 997) i;
        insert into suppressions (address_hash, reason, suppressed_at) select md5(i::text) || md5(i::text), 'hardbounce', 1766000000000 + i from generate_series(1, {readers}, 3) i;
        select setval(pg_get_serial_sequence('subscribers', 'id'), {readers} + 1);
        select setval(pg_get_serial_sequence('issues', 'id'), {issues} + 1)
        """;

    private static async Task<List<(string Name, string Definition)>> IndexesAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            "select indexname::text, indexdef from pg_indexes where schemaname = current_schema() and tablename in ('deliveries', 'subscribers') and indexdef not like '%UNIQUE%'",
            row => (row.GetString(0), row.GetString(1)),
            cancellation);
    }

    private static async Task ExecuteAsync(Database database, string sql, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
