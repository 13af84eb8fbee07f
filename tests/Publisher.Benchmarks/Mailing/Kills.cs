using System.Diagnostics;
using System.Globalization;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Mailing;

/// <summary>The real program is killed while it sends, hundreds of times, against a server that keeps what it took; then all is counted.</summary>
internal static class Kills
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="args"><c>--kills N</c> (500), <c>--mails N</c> (20,000), <c>--policy resend|hold</c>, <c>--seed N</c>, <c>--program FILE</c>; <c>--nodes N</c> for so many on the PostgreSQL of <c>tests/postgres</c>, which are paused, too, while it is restarted.</param>
    /// <returns>0 where nobody was lost or mailed twice but for what no answer was noted for.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string Of(string name, string usual) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() ?? usual;
        var (wanted, mails) = (int.Parse(Of("--kills", "500"), CultureInfo.InvariantCulture), int.Parse(Of("--mails", "20000"), CultureInfo.InvariantCulture));
        var seed = int.Parse(Of("--seed", Environment.TickCount.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var policy = Of("--policy", "resend");
        if (int.Parse(Of("--nodes", "0"), CultureInfo.InvariantCulture) is > 0 and var nodes)
            return await NodesAsync(nodes, wanted, mails, seed, policy, Of("--program", "") is { Length: > 0 } named ? named : null, output);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {wanted} kills over {mails} mails, newsletter.onUnknown {policy}"));
        await using var smtp = new SmtpServer();
        using var blog = await MailedBlog.MakeAsync(Of("--program", "") is { Length: > 0 } program ? program : null, smtp.Port, mails,
            $"newsletter.onUnknown={policy}", "newsletter.retry.unknown=00:00:00", "newsletter.retry.resends=100", "newsletter.canary=0");
        await blog.WritePostAsync(1000);
        var kills = await KillAsync(blog, smtp, new Random(seed), wanted, mails);
        await FinishAsync(blog);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{kills} kills"));
        return await CountAsync(blog, smtp, kills * MailedBlog.Connections, mails, policy, output);
    }

    private static async Task<int> NodesAsync(int nodes, int wanted, int mails, int seed, string policy, string? program, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {nodes} nodes on one PostgreSQL, {wanted} events over {mails} mails, newsletter.onUnknown {policy}"));
        await using var smtp = Slow(TimeSpan.FromSeconds(1.2 * wanted * nodes * NodeKills.Connections / mails));
        using var blog = await MailedBlog.MakeAsync(program, new() { Provider = StorageProvider.Postgres, ConnectionString = PostgresServer.Connection }, smtp.Port, mails,
            [$"newsletter.onUnknown={policy}", "newsletter.retry.unknown=00:00:00", "newsletter.retry.resends=100", "newsletter.canary=0", .. NodeKills.Settings]);
        await blog.WritePostAsync(1000);
        using var disturbed = new NodeKills(blog, new Random(seed), nodes);
        var watch = Stopwatch.StartNew();
        await disturbed.DisturbAsync(wanted, async () => await LeftAsync(blog, mails) == 0);
        for (; await LeftAsync(blog, mails) > 0; await Task.Delay(500))
        {
            disturbed.Revive();
            if (watch.Elapsed > TimeSpan.FromHours(1))
                throw new InvalidOperationException($"it does not come to an end: {disturbed.Output}");
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{disturbed.Told}, in {watch.Elapsed.TotalSeconds:F0} s"));
        // One message a connection: of the node that was killed or paused, of all at a restart.
        return await CountAsync(blog, smtp, disturbed.Unknowable, mails, policy, output);
    }

    // Each message takes the server a while, so that the mails last for all events.
    private static SmtpServer Slow(TimeSpan pace)
    {
        ThreadPool.SetMinThreads(128, 128);
        return new()
        {
            Script = (stage, _) =>
            {
                if (stage == SmtpStage.Dot)
                    Task.Delay(pace).GetAwaiter().GetResult();
                return SmtpAction.Continue;
            },
        };
    }

    private static async Task<long> LeftAsync(MailedBlog blog, int mails)
    {
        try
        {
            return mails - (await blog.QueryAsync("select count(*) from deliveries where status not in ('pending', 'sending', 'deferred')", row => row.GetInt64(0)))[0];
        }
        catch (Exception fault) when (fault is StorageException or System.Data.Common.DbException)
        {
            // PostgreSQL may be starting at this moment.
            return mails;
        }
    }

    // Aimed at the middle of the sending: after some more messages came in, so many that they last for all kills.
    private static async Task<int> KillAsync(MailedBlog blog, SmtpServer smtp, Random random, int wanted, int mails)
    {
        var kills = 0;
        for (; kills < wanted; kills++)
        {
            using var publisher = blog.Start();
            // Beside these, each kill takes what the connections have in hand, and what goes out until it strikes.
            var until = smtp.Count + random.Next(1, Math.Max(2, ((mails / wanted) - (3 * MailedBlog.Connections)) * 2));
            var watch = Stopwatch.StartNew();
            while (smtp.Count < until && watch.Elapsed < Patience)
                await Task.Delay(1);
            publisher.Kill();
            // The mails were used up before the kills: what there was is counted.
            if (watch.Elapsed >= Patience)
                return kills + 1;
        }

        return kills;
    }

    private static async Task FinishAsync(MailedBlog blog)
    {
        using var publisher = blog.Start();
        for (var watch = Stopwatch.StartNew(); await OpenAsync(blog) > 0; await Task.Delay(500))
            if (watch.Elapsed > TimeSpan.FromMinutes(10))
                throw new InvalidOperationException($"it does not come to an end: {publisher.Output}");
        await publisher.EndAsync();
    }

    private static async Task<long> OpenAsync(MailedBlog blog) =>
        (await blog.QueryAsync("select count(*) from deliveries where status in ('pending', 'sending', 'deferred')", row => row.GetInt64(0)))[0];

    private static async Task<int> CountAsync(MailedBlog blog, SmtpServer smtp, int unknowable, int mails, string policy, TextWriter output)
    {
        var rows = await blog.QueryAsync(
            "select s.email, d.status, d.unknowns from deliveries d join subscribers s on s.id = d.subscriber_id",
            row => (Email: row.GetString(0), Status: row.GetString(1), Unknowns: (int)row.GetInt64(2)));
        var planned = (await blog.QueryAsync("select cast(sum(planned) as bigint) from issues", row => row.GetInt64(0)))[0];
        var copies = smtp.Received.CountBy(mail => mail.To).ToDictionary();
        var lost = rows.Count(row => !copies.ContainsKey(row.Email) && row.Status != "unknown");
        var repeated = rows.Sum(row => Math.Max(0, copies.GetValueOrDefault(row.Email) - 1));
        var unexplained = rows.Count(row => copies.GetValueOrDefault(row.Email) - 1 > row.Unknowns);
        var unknown = rows.Sum(row => row.Unknowns);
        var different = smtp.Received.GroupBy(mail => mail.To).Count(group => group.Select(mail => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(mail.Bytes))).Distinct().Count() > 1);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {smtp.Received.Count} messages taken for {mails} readers
            lost: {lost}
            twice: {repeated}, of which without an unanswered attempt before: {unexplained}
            unknown outcomes: {unknown}, at most {unknowable}; at the end: {string.Join(", ", rows.CountBy(row => row.Status).Select(count => $"{count.Value} {count.Key}"))}
            repeats with other bytes: {different}
            planned {planned} = {rows.Count} decided
            """));
        var isGood = lost == 0 && unexplained == 0 && different == 0 && unknown <= unknowable && planned == mails && rows.Count == mails && (policy != "hold" || repeated == 0);
        await output.WriteLineAsync(isGood ? "good" : "BROKEN");
        return isGood ? 0 : 1;
    }
}
