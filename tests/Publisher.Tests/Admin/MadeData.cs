using Publisher.Storage;

namespace Publisher.Tests.Admin;

/// <summary>A newsletter that has run for a while: made up, the same each time.</summary>
internal static class MadeData
{
    // Wide, as PostgreSQL reckons with the width of what stands there.
    private const string Day = "cast(86400000 as bigint)";

    /// <param name="text">Stands wherever others may write: in a subject, a topic, a server's reply.</param>
    public static Task WriteAsync(Database database, DateTimeOffset now, int subscribers, int issues, string text) => database.WriteAsync(
        async transaction =>
        {
            await SubscribersAsync(transaction, now.ToUnixTimeMilliseconds(), subscribers, text);
            await IssuesAsync(transaction, now.ToUnixTimeMilliseconds(), issues, text);
            await DeliveriesAsync(transaction, subscribers, issues, text);
            await ProgramsAsync(transaction, now.ToUnixTimeMilliseconds(), text);
        },
        CancellationToken.None);

    private static Task SubscribersAsync(System.Data.Common.DbTransaction transaction, long now, int count, string text) => transaction.ExecuteAsync(
        $"""
        with recursive n (i) as (select 1 union all select i + 1 from n where i < @count)
        insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at, confirmed_at, unsubscribed_at, consent, consent_form)
        select i, 'reader' || i || '@example.com', 'reader' || i || '@example.com',
            case when i % 20 = 19 then 'unconfirmed' when i % 15 = 14 then 'unsubscribed' else 'confirmed' end,
            case i % 4 when 0 then 'instant' when 1 then 'weekly' when 2 then 'daily' else 'monthly' end,
            case when i % 3 = 1 then 'OpenAI' || @line || @text else '' end,
            case when i % 2 = 0 then 'ja' else 'en' end, 0, @now - cast({Day} as bigint) * 200 * (@count - i) / @count,
            case when i % 20 = 19 then null else @now - cast({Day} as bigint) * 200 * (@count - i) / @count end,
            case when i % 20 <> 19 and i % 15 = 14 then @now - cast({Day} as bigint) * 30 * (@count - i) / @count end, 'link', 'embedded ' || @text
        from n
        """,
        CancellationToken.None,
        ("count", count), ("now", now), ("text", text), ("line", "\n"));

    private static Task IssuesAsync(System.Data.Common.DbTransaction transaction, long now, int count, string text) => transaction.ExecuteAsync(
        $"""
        with recursive n (i) as (select 1 union all select i + 1 from n where i < @count)
        insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, slug, closed_at)
        select i, 'made-' || i, 'digest', case i % 2 when 0 then 'weekly' else 'instant' end, case i % 2 when 0 then 'ja' else 'en' end,
            case i % 3 when 0 then @text || i when 1 then 'AWSのAIインフラ売上1兆円突破、ほか' || i || '件' else 'What changed in week ' || i end, '', '',
            @now - cast({Day} as bigint) * (@count - i) - 7200000, 'made-' || i, case when i < @count then @now end
        from n;
        insert into issue_posts (issue_id, position, post_id) select id, 0, @text || id from issues where key like 'made-%';
        """,
        CancellationToken.None,
        ("count", count), ("now", now), ("text", text));

    private static Task DeliveriesAsync(System.Data.Common.DbTransaction transaction, int subscribers, int issues, string text) => transaction.ExecuteAsync(
        """
        insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at, reply)
        select i.id, s.id,
            case when s.id % 97 = 1 then 'failed' when s.id % 89 = 2 then 'withheld' when i.id < @issues then 'sent' when s.id % 7 = 3 then 'deferred' when s.id % 401 = 5 then 'unknown' when s.id * 4 > @subscribers * 3 then 'pending' else 'sent' end,
            1, 253402300799000, i.created_at + cast(s.id as bigint) * s.id * 3600000 / (cast(@subscribers as bigint) * @subscribers), case when s.id % 97 = 1 then '550 5.1.1 ' || @text when s.id % 89 = 2 then 'the reader unsubscribed' when i.id < @issues then '250 ok' when s.id % 7 = 3 then '451 4.7.1 Try again later' when s.id % 401 = 5 then 'the connection broke' when s.id * 4 > @subscribers * 3 then null else '250 ok' end
        from issues i join subscribers s on s.id % 10 = i.id % 10 or i.id = @issues;
        insert into issue_accounts (issue_id, status, count) select issue_id, status, count(*) from deliveries where issue_id < @issues group by issue_id, status;
        update issues set planned = (select count(*) from deliveries where issue_id = issues.id);
        insert into bounces (issue_id, subscriber_id, is_complaint, kind, code, text, sent_at, counted_at, suppressed)
        select issue_id, subscriber_id, 0, 'hard', '5.1.1', @text, settled_at, settled_at, 1 from deliveries where status = 'failed';
        """,
        CancellationToken.None,
        ("issues", issues), ("subscribers", subscribers), ("text", text));

    // Hashes that are none: nobody has these tokens.
    private static Task ProgramsAsync(System.Data.Common.DbTransaction transaction, long now, string text) => transaction.ExecuteAsync(
        $"""
        insert into api_tokens (name, hint, token_hash, scopes, created_at, expires_at, used_at, revoked_at) values
            ('crm', 'pub_Ab3x', 'made-1', 'subscribers:read subscribers:write deliveries:read', @now - {Day} * 300, null, @now - 600000, null),
            (@text, 'pub_9Qd_', 'made-2', 'posts:read', @now - {Day} * 40, @now + {Day} * 50, null, null),
            ('import of the old list', 'pub_zz0-', 'made-3', 'subscribers:write suppressions:write', @now - {Day} * 200, @now - {Day} * 170, @now - {Day} * 199, null),
            ('a script of last year', 'pub_k1Lm', 'made-4', 'issues:read issues:write', @now - {Day} * 350, null, @now - {Day} * 90, @now - {Day} * 80);
        insert into webhooks (url, types) values ('https://crm.example.com/a-secret-path', ' subscriber.confirmed subscriber.left subscriber.bounced issue.sent '), ('https://chat.example.net/another-secret', ' issue.sent ');
        with recursive n (i) as (select 1 union all select i + 1 from n where i < 120)
        insert into webhook_messages (url, message_id, type, subscriber_id, body, created_at, due_at, attempts, reply)
        select 'https://crm.example.com/a-secret-path', 'made-' || i, case i % 2 when 0 then 'subscriber.left' else 'subscriber.bounced' end, i, '{"{}"}', @now - {Day} * 10 * i / 120 - 600000,
            case when i <= 40 then @now + {Day} * 365 end, case when i <= 40 then 3 else 12 end, '503 ' || @text
        from n
        """,
        CancellationToken.None,
        ("now", now), ("text", text));
}
