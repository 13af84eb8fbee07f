using System.Globalization;
using Microsoft.Data.Sqlite;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Tests.Newsletter.Histories;

/// <summary>One blog with its readers through days of edits, changes of mind, wrong clocks and crashes, by the real newsletter; beside it the model of who should get what.</summary>
internal sealed class History : IAsyncDisposable
{
    private static readonly string[] Tables = ["deliveries", "issue_posts", "issues", "notices", "subscribers", "releases", "posts", "marks", "kept_values", "suppressions"];
    private static int databases;

    private readonly SqliteConnection keeper;
    private readonly Crash crash = new();
    private readonly Database database;
    private readonly Dictionary<(long Issue, long Reader), int> accepted = [];
    private NewsletterOptions options = new();
    private FreeClock clock = new();
    private HistoryFolder folder = new();
    private HistoryModel model = null!;
    private HistoryProgram program = null!;
    private int repeats;
    private int crashes;

    private History(string connectionString)
    {
        keeper = new(connectionString);
        keeper.Open();
        database = new(new SqliteEngine(new CrashingSource(connectionString, crash), "memory"));
    }

    /// <summary>How often the program died so far, over all histories.</summary>
    public long Crashes { get; private set; }

    public static async Task<History> OpenAsync()
    {
        var name = Interlocked.Increment(ref databases);
        var history = new History(string.Create(CultureInfo.InvariantCulture, $"Data Source=history{name};Mode=Memory;Cache=Shared;Pooling=False;Foreign Keys=True"));
        await new Migrator(history.database, history.clock).MigrateAsync(CancellationToken.None);
        return history;
    }

    /// <summary>Lives through a history from an empty database.</summary>
    /// <param name="steps">Any numbers; each is one step.</param>
    /// <returns>What is wrong at its end; null where nothing is.</returns>
    public async Task<string?> LiveAsync(uint[] steps)
    {
        Begin(isHold: steps.Length % 2 == 0);
        foreach (var step in steps)
        {
            if (await StepAsync(step) is { } wrong)
                return wrong;
        }

        for (var turn = 0; turn < 3; turn++)
        {
            clock.Now += TimeSpan.FromDays(1);
            await TurnAsync(crashAt: 0, answers: 0);
        }

        return await JudgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await keeper.DisposeAsync();
    }

    private void Begin(bool isHold)
    {
        crash.Never();
        using var clear = keeper.CreateCommand();
        clear.CommandText = string.Concat(Tables.Select(table => $"delete from {table};"));
        clear.ExecuteNonQuery();
        options = new()
        {
            Hold = TimeSpan.FromMinutes(1),
            Budget = 3,
            LateAfter = TimeSpan.FromDays(3),
            OnUnknown = isHold ? UnknownPolicy.Hold : UnknownPolicy.Resend,
            Retry = new() { Unknown = TimeSpan.Zero },
        };
        (clock, folder, model) = (new(), new(), new(options.Hold, options.Budget, options.LateAfter));
        (repeats, crashes) = (0, 0);
        accepted.Clear();
        program = new(database, options, clock);
    }

    private async Task<string?> StepAsync(uint step)
    {
        var (kind, one, two) = ((int)(step % 13), (int)((step >> 4) % 1009), (int)((step >> 14) % 1013));
        switch (kind)
        {
            case 0 or 1 or 2:
                folder.Write(one, two);
                break;
            case 3:
                folder.Move(one, two);
                break;
            case 4:
                folder.Remove(one);
                break;
            case 5:
                folder.Return(one);
                break;
            case 6 or 7:
                await SubscribeAsync(one % 6, (Cadence)(two % 4), HistoryFolder.Chosen(two / 4));
                break;
            case 8:
                await ChangeAsync(one % 6, (Cadence)(two % 4), HistoryFolder.Chosen(two / 4));
                break;
            case 9:
                await LeaveAsync(one % 6);
                break;
            case 10:
                clock.Now += TimeSpan.FromHours(one % 200);
                break;
            case 11:
                clock.Now += two % 7 == 0 ? TimeSpan.FromDays(365) : two % 3 == 0 ? -TimeSpan.FromHours(one % 200) : TimeSpan.FromMinutes(one);
                break;
            default:
                if (two % 5 == 0)
                    clock.Now -= TimeSpan.FromDays(365);
                break;
        }

        var turns = step >> 24;
        clock.Now += TimeSpan.FromSeconds(turns);
        return turns % 4 == 0 ? null : await TurnAsync(crashAt: turns % 4 == 1 ? 1 + ((one * two) % 240) : 0, answers: one);
    }

    // Whoever dies is started again, and does what it has not done; it may die once more.
    private async Task<string?> TurnAsync(int crashAt, int answers)
    {
        var plan = crashAt == 0 && answers % 3 == 0 ? await PlanAsync() : null;
        var before = plan is null ? [] : await IssuesAsync();
        crash.After(crashAt);
        for (var isDone = false; !isDone; crash.After(crash.IsDead && crashes % 3 == 0 ? 1 + (crashAt / 2) : 0))
            isDone = await TryAsync(answers);
        crash.Never();
        model.Turn(clock.Now, [.. program.Catalogue.Published.Select(post => new SeenPost(post.Id, post.Published!.Value, post.Mailable, [.. post.Topics]))]);
        return plan is null ? null : Compare(plan, before, await IssuesAsync());
    }

    private async Task<bool> TryAsync(int answers)
    {
        try
        {
            if (crash.IsDead)
                throw new InvalidOperationException("a dead program does nothing");
            await program.LookAsync(folder);
            await program.TurnAsync();
            await program.SendAsync(delivery => Answer(delivery, answers));
            return true;
        }
        catch (CrashException)
        {
            crashes++;
            Crashes++;
            program = new(database, options, clock);
            crash.Never();
            await program.RecoverAsync();
            return false;
        }
    }

    private Outcome Answer(Delivery delivery, int answers)
    {
        var turn = (answers + delivery.IssueId + delivery.SubscriberId + delivery.Attempts) % 11;
        if (answers > 0 && turn == 1)
            return new(DeliveryStatus.Deferred, "451 later", clock.Now + TimeSpan.FromMinutes(5));
        if (answers > 0 && turn == 2)
            return new(DeliveryStatus.Failed, "550 nobody here");
        var key = (delivery.IssueId, delivery.SubscriberId);
        accepted[key] = accepted.GetValueOrDefault(key) + 1;
        repeats += accepted[key] > 1 ? 1 : 0;
        return new(DeliveryStatus.Sent, "250 ok");
    }

    private async Task SubscribeAsync(int number, Cadence cadence, IReadOnlyList<string> topics)
    {
        var email = EmailAddress.TryParse($"reader{number}@example.com", out var parsed) ? parsed : throw new InvalidOperationException("an address was taken for none");
        await program.Book.AddAsync(email, new(cadence, topics, number % 2 == 0 ? "en" : "de"), isConfirmed: true, lift: true, CancellationToken.None);
        if (model.Readers.GetValueOrDefault(number) is not { IsConfirmed: true } known)
            model.Readers[number] = (model.Readers.GetValueOrDefault(number) ?? new(true, cadence, topics, 0)) with { IsConfirmed = true, At = model.Released.Count };
    }

    private async Task ChangeAsync(int number, Cadence cadence, IReadOnlyList<string> topics)
    {
        if (model.Readers.GetValueOrDefault(number) is not { } known)
            return;
        await program.Subscriptions.ChangeAsync(await IdAsync(number), new(cadence, topics, number % 2 == 0 ? "en" : "de", false, null, MailFormat.Html, null), new("en", "agreed"), CancellationToken.None);
        model.Readers[number] = new(true, cadence, topics, known.IsConfirmed ? known.At : model.Released.Count);
    }

    private async Task LeaveAsync(int number)
    {
        if (model.Readers.GetValueOrDefault(number) is not { } known)
            return;
        await program.Subscriptions.UnsubscribeAsync(await IdAsync(number), CancellationToken.None);
        model.Readers[number] = known with { IsConfirmed = false };
    }

    private async Task<long> IdAsync(int number) => (await QueryAsync($"select id from subscribers where email_key = 'reader{number}@example.com'", row => row.GetInt64(0)))[0];

    // Only where no post waits for its time, which the plan counts in and the turn does not.
    private async Task<Plan?> PlanAsync()
    {
        await program.LookAsync(folder);
        return (await program.Releases.PlanAsync(program.Catalogue, CancellationToken.None)).Waiting.Count == 0 ? await program.PlanAsync() : null;
    }

    private static string? Compare(Plan plan, Dictionary<string, long> before, Dictionary<string, long> after)
    {
        var deed = after.Select(issue => (issue.Key, Count: issue.Value - before.GetValueOrDefault(issue.Key))).Where(issue => issue.Count > 0).ToDictionary(issue => issue.Key, issue => issue.Count);
        var cadences = deed.Keys.Select(key => key.Split(' ')[0]).ToHashSet();
        var planned = plan.Issues.Where(issue => issue.Cadence == Cadence.Instant || cadences.Contains(SubscriberRows.Word(issue.Cadence)))
            .ToDictionary(issue => $"{SubscriberRows.Word(issue.Cadence)} {string.Join(' ', issue.Posts)}", issue => (long)issue.Recipients);
        return planned.OrderBy(issue => issue.Key).SequenceEqual(deed.OrderBy(issue => issue.Key)) ? null : $"planned {string.Join("; ", planned)} but did {string.Join("; ", deed)}";
    }

    // Deliveries by cadence and the files of the posts.
    private async Task<Dictionary<string, long>> IssuesAsync() => (await QueryAsync(
        """
        select i.cadence || ' ' || (select group_concat(path, ' ') from (select p.path from issue_posts ip join posts p on p.id = ip.post_id where ip.issue_id = i.id order by ip.position)), sum(i.planned)
        from issues i group by 1
        """,
        row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)))).ToDictionary();

    private async Task<string?> JudgeAsync()
    {
        var rows = await QueryAsync(
            "select s.email, ip.post_id, d.status, d.issue_id, d.subscriber_id from deliveries d join issue_posts ip on ip.issue_id = d.issue_id join subscribers s on s.id = d.subscriber_id",
            row => (Reader: row.GetString(0)[6] - '0', Post: row.GetString(1), Status: SubscriberRows.Value<DeliveryStatus>(row.GetString(2)), Key: (row.GetInt64(3), row.GetInt64(4))));
        var got = rows.Select(row => (row.Reader, row.Post)).ToList();
        if (got.Count != got.Distinct().Count())
            return $"twice: {string.Join(", ", got.GroupBy(one => one).Where(same => same.Count() > 1).Select(same => same.Key))}";
        if (!model.Owed.SetEquals(got))
            return $"lost: {string.Join(", ", model.Owed.Except(got))}; not owed: {string.Join(", ", got.Except(model.Owed))}";
        if (rows.FirstOrDefault(row => !IsRight(row.Status, accepted.GetValueOrDefault(row.Key))) is { Post: not null } wrong)
            return $"{wrong} was accepted {accepted.GetValueOrDefault(wrong.Key)} times";
        if (repeats > (options.OnUnknown == UnknownPolicy.Hold ? 0 : crashes))
            return $"{repeats} mails were repeated in {crashes} crashes, by {options.OnUnknown}";
        return (await QueryAsync("select id || ': ' || reason from issues where status <> 'open'", row => row.GetString(0))).FirstOrDefault();
    }

    private bool IsRight(DeliveryStatus status, int times) => status switch
    {
        DeliveryStatus.Sent => times >= 1,
        DeliveryStatus.Failed or DeliveryStatus.Withheld => times <= (options.OnUnknown == UnknownPolicy.Hold ? 0 : crashes),
        DeliveryStatus.Unknown => options.OnUnknown == UnknownPolicy.Hold && times <= 1,
        _ => false,
    };

    private async Task<List<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, read, CancellationToken.None);
    }
}
