using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Benchmarks.Mailing;

/// <summary>A list moves from SQLite to the PostgreSQL of <c>tests/postgres</c> in the middle of an issue. The copy is killed on its way and made again; the old service is started beside the new nodes; then all is counted.</summary>
internal sealed class Moves(MailedBlog blog, SmtpServer smtp, string target, int readers, TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly StorageOptions young = new() { Provider = StorageProvider.Postgres, ConnectionString = target };

    /// <param name="args"><c>--readers N</c> (100,000), <c>--program FILE</c>.</param>
    /// <returns>0 where nobody was lost or mailed twice.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        var readers = int.Parse(Of("--readers") ?? "100000", CultureInfo.InvariantCulture);
        await using var source = NpgsqlDataSource.Create(PostgresServer.Connection);
        await using (var create = source.CreateCommand("drop schema if exists move cascade; create schema move"))
            await create.ExecuteNonQueryAsync();
        await using var smtp = new SmtpServer { IsForgetful = true };
        using var blog = await MailedBlog.MakeAsync(Of("--program"), smtp.Port, readers, "newsletter.canary=0", "mail.smtp.messagesPerConnection=1000");
        await blog.WritePostAsync(1000);
        return await new Moves(blog, smtp, $"{PostgresServer.Connection};Search Path=move", readers, output).RunAsync();
    }

    private async Task<int> RunAsync()
    {
        await BeginAsync();
        var isGood = await BreakOffAsync() & await CopyAsync();
        using var again = blog.Start();
        await UntilAsync(() => Task.FromResult(again.Output.Contains("it was copied to", StringComparison.Ordinal)), "the old service to refuse", again);
        await GoOnAsync(again);
        return await CountAsync() && isGood ? 0 : 1;
    }

    // A third of the issue goes out by the old service.
    private async Task BeginAsync()
    {
        using var old = blog.Start();
        await UntilAsync(() => Task.FromResult(smtp.Count >= readers / 3), "a third of the mails", old);
        await old.EndAsync();
        await TellAsync($"{smtp.Count:N0} of {readers:N0} mails went out from SQLite before it was stopped");
    }

    private SendingProgram Copy() => blog.Command("database", "copy", "--to", target);

    // With the largest table written and the next under way.
    private async Task<bool> BreakOffAsync()
    {
        using var copy = Copy();
        await UntilAsync(() => Task.FromResult(copy.Output.Contains("deliveries: ", StringComparison.Ordinal)), "the deliveries to be copied", copy);
        var isCut = !copy.HasExited;
        copy.Kill();
        await using var database = blog.Open();
        using var fence = Fence.Of(database, new() { ConnectionString = $"Data Source={Path.Combine(blog.Folder, "data", "publisher.db")}" });
        var objection = await fence.LookAsync(CancellationToken.None);
        var left = await NumberAsync("select (select count(*) from subscribers) + (select count(*) from deliveries)");
        await TellAsync($"copy killed on its way: {isCut}; rows left in the copy: {left}; the old database {(objection is null ? "may still mail" : objection)}");
        return isCut && left == 0 && objection is null;
    }

    private async Task<bool> CopyAsync()
    {
        using var copy = Copy();
        var watch = Stopwatch.StartNew();
        var (code, memory) = await copy.ExitAsync();
        await TellAsync($"copied in {watch.Elapsed.TotalSeconds:F1} s with at most {memory:F0} MiB of memory, exit code {code}: {copy.Output.TrimEnd().Split('\n')[^1]}");
        return code == 0;
    }

    private async Task GoOnAsync(SendingProgram again)
    {
        var before = smtp.Count;
        await Task.Delay(TimeSpan.FromSeconds(5));
        await TellAsync($"mails from the old service when it was started again: {smtp.Count - before}");
        string[] Node(string name) => ["storage.provider=postgres", $"storage.connectionString={target}", $"storage.instanceFile=data/{name}.instance", $"node.name={name}"];
        using var one = blog.Start(Node("one"));
        using var two = blog.Start(Node("two"));
        await UntilAsync(async () => await SentAsync() == readers, "the rest", one, two, again);
        await one.EndAsync();
        await two.EndAsync();
    }

    private async Task<bool> CountAsync()
    {
        var copies = smtp.Received.CountBy(mail => mail.To).ToList();
        var (lost, twice, unknown) = (readers - copies.Count, copies.Sum(copy => copy.Value - 1), await NumberAsync("select coalesce(sum(unknowns), 0)::bigint from deliveries"));
        var isGood = (lost, twice, unknown) == (0, 0, 0);
        await TellAsync($"{smtp.Count:N0} messages taken for {readers:N0} readers; lost: {lost}, twice: {twice}, unknown outcomes: {unknown}\n{(isGood ? "good" : "BROKEN")}");
        return isGood;
    }

    private async Task<long> SentAsync()
    {
        try
        {
            return await NumberAsync("select count(*) from deliveries where status = 'sent'");
        }
        catch (Exception fault) when (fault is StorageException or System.Data.Common.DbException)
        {
            return -1;
        }
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var database = StorageRoom.Open(young);
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync(sql, row => row.GetInt64(0), CancellationToken.None))[0];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what, params SendingProgram[] programs)
    {
        for (var watch = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
            if (watch.Elapsed > Patience || programs.All(program => program.HasExited))
                throw new InvalidOperationException($"waited in vain for {what}: {string.Join("\n--\n", programs.Select(program => program.Output))}");
    }

    private Task TellAsync(FormattableString sentence) => output.WriteLineAsync(sentence.ToString(CultureInfo.InvariantCulture));
}
