using System.Diagnostics;
using System.Globalization;
using Publisher.Benchmarks.Mailing;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Operating;

/// <summary>What <c>publisher explain</c> says to readers of different fates, from a newsletter that was really mailed: <c>fates --program FILE</c>.</summary>
internal static class Fates
{
    private const string Post = "2026-02-12-new.md";

    // Name, cadence, topics, language, status.
    private static readonly (string Name, string Cadence, string Topics, string Language, string Status)[] Readers =
    [
        ("sent", "instant", "", "en", "confirmed"),
        ("no-mailbox", "instant", "", "en", "confirmed"),
        ("policy", "instant", "", "en", "confirmed"),
        ("came-back", "instant", "", "en", "confirmed"),
        ("full-mailbox", "instant", "", "en", "confirmed"),
        ("no-answer", "instant", "", "en", "confirmed"),
        ("paused-issue", "instant", "", "ja", "confirmed"),
        ("weekly", "weekly", "", "en", "confirmed"),
        ("other-topic", "instant", "Gardening", "en", "confirmed"),
        ("on-holiday", "instant", "", "en", "confirmed"),
        ("complained", "instant", "", "en", "confirmed"),
        ("left", "instant", "", "en", "unsubscribed"),
        ("unconfirmed", "instant", "", "en", "unconfirmed"),
        ("erased", "instant", "", "en", "unconfirmed"),
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        await using var smtp = new SmtpServer { Script = Answer };
        var program = args.SkipWhile(arg => arg != "--program").Skip(1).FirstOrDefault();
        using var blog = await MailedBlog.MakeAsync(program, smtp.Port, 0, "mail.smtp.connections=1", "newsletter.onUnknown=hold", "newsletter.budget=3");
        await AddAsync(blog);
        Write(blog, Post, "New things", "categories: [Releases]");
        using (blog.Start())
        {
            await UntilAsync(blog, "select count(*) from deliveries where status not in ('pending', 'sending')", 7);
            for (var i = 1; i <= 4; i++)
                Write(blog, $"2026-02-13-many-{i}.md", $"One of many, {i}", "");
            await UntilAsync(blog, "select count(*) from releases where state = 'held'", 4);
        }

        await AfterAsync(blog, output);
        foreach (var (name, post) in Readers.Select(reader => (reader.Name, Post)).Concat([("late", Post), ("nobody", Post), ("sent", "2026-02-13-many-1.md"), ("sent", "2026-01-01-old.md")]))
            await SayAsync(blog, output, "explain", $"{name}@example.com", post);
        await SayAsync(blog, output, "explain", "other-topic@example.com");
        return 0;
    }

    private static SmtpAction Answer(SmtpStage stage, SmtpContext context) => (stage, context.To?.Split('@')[0]) switch
    {
        (SmtpStage.Rcpt, "no-mailbox") => SmtpAction.Reply(550, "5.1.1 <no-mailbox@example.com>: Recipient address rejected: User unknown"),
        (SmtpStage.Dot, "policy") => SmtpAction.Reply(550, "5.7.1 Message rejected by the policy of this domain"),
        (SmtpStage.Rcpt, "full-mailbox") => SmtpAction.Reply(452, "4.2.2 The mailbox is full"),
        (SmtpStage.Rcpt, "paused-issue") => SmtpAction.Reply(450, "4.2.0 Greylisted, try again later"),
        (SmtpStage.Accepted, "no-answer") => SmtpAction.Drop,
        _ => SmtpAction.Continue,
    };

    private static async Task AddAsync(MailedBlog blog)
    {
        await using var database = blog.Open();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var (name, cadence, topics, language, status) in Readers)
                {
                    await transaction.ExecuteAsync(
                        """
                        insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at, confirmed_at, unsubscribed_at, paused_until)
                        values (@email, @email, @status, @cadence, @topics, @language, 0, @now - 86400000, case when @status = 'unconfirmed' then null else @now - 3600000 end, case when @status = 'unsubscribed' then @now end, case when @email like 'on-holiday%' then @now + 864000000 end)
                        """,
                        CancellationToken.None,
                        ("email", $"{name}@example.com"), ("status", status), ("cadence", cadence), ("topics", topics), ("language", language), ("now", now));
                }
            },
            CancellationToken.None);
        await blog.RunAsync("subscribers", "remove", "complained@example.com");
        await database.WriteAsync(transaction => transaction.ExecuteAsync("update suppressions set reason = 'complaint'; update subscribers set status = 'confirmed', unsubscribed_at = null where email like 'complained%'", CancellationToken.None), CancellationToken.None);
    }

    // What happened later: a mail came back, an issue was paused, a reader was forgotten, another came.
    private static async Task AfterAsync(MailedBlog blog, TextWriter output)
    {
        await SayAsync(blog, output, "issues", "pause", (await blog.QueryAsync("select id from issues where language = 'ja'", row => row.GetInt64(0)))[0].ToString(CultureInfo.InvariantCulture));
        await SayAsync(blog, output, "subscribers", "erase", "erased@example.com", "--yes");
        await using var database = blog.Open();
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                update deliveries set status = 'failed', reply = 'came back: 5.2.1 mailbox disabled, not accepting messages' where subscriber_id = (select id from subscribers where email like 'came-back%');
                insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at, confirmed_at) values ('late@example.com', 'late@example.com', 'confirmed', 'instant', '', 'en', 1, @now, @now);
                """,
                CancellationToken.None,
                ("now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds())),
            CancellationToken.None);
    }

    private static async Task SayAsync(MailedBlog blog, TextWriter output, params string[] arguments) =>
        await output.WriteAsync($"$ publisher {string.Join(' ', arguments)}\n{await blog.RunAsync(arguments)}");

    private static void Write(MailedBlog blog, string file, string title, string more) => File.WriteAllText(Path.Combine(blog.Folder, "posts", file), $"---\ntitle: {title}\n{more}\n---\n\nText.\n");

    private static async Task UntilAsync(MailedBlog blog, string sql, long count)
    {
        for (var watch = Stopwatch.StartNew(); (await blog.QueryAsync(sql, row => row.GetInt64(0)))[0] < count; await Task.Delay(200))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException($"{sql} stays below {count}");
        }
    }
}
