using Publisher.Feeds;
using Publisher.Feeds.Readers;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Subscribers;
using Publisher.WebSub;

namespace Publisher.Scheduling;

/// <summary>The rounds of work that the schedule fires, each whole in itself. What one finds to do for the next, it says by its return.</summary>
internal sealed partial class Rounds(
    CatalogueStore catalogues,
    FeedPublisher feeds,
    AddressBook addresses,
    ReaderCounts readers,
    Announcer announcer,
    Press press,
    Gate gate,
    Accounts accounts,
    Schedules schedules,
    DeliveryRunner runner,
    NoticeSender notices,
    Upkeep upkeep,
    PostsOptions posts,
    NewsletterOptions newsletter,
    TimeProvider time,
    ILogger<Rounds> log) : IDisposable
{
    private readonly SemaphoreSlim looking = new(1);
    private DateTimeOffset forgotAt = DateTimeOffset.MinValue;
    private DateTimeOffset lookedAt = DateTimeOffset.MinValue;

    public void Dispose() => looking.Dispose();

    /// <summary>The first look after a start. What is new to the newsletter is settled with it: a post that is saved while the program is down must not pass for one that was there before.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        if (newsletter.Enabled && await gate.IsOpenAsync(cancellation))
            await press.ReleaseAsync(catalogues.Current, cancellation);
    }

    /// <summary>Looks through all posts, waits for files that are still being written, and brings the feeds up to date.</summary>
    public Task LookAsync(CancellationToken cancellation) => LookAloneAsync(() => catalogues.RefreshAsync(cancellation), isWhole: true, cancellation);

    /// <summary>Looks at the posts where a change was hinted at, and brings the feeds up to date. Files that are still being written are left.</summary>
    public Task LookAsync(Hint hint, CancellationToken cancellation) => LookAloneAsync(() => catalogues.RefreshAsync(hint, cancellation), hint.IsEverywhere, cancellation);
    /// <summary>Releases and composes what is due. After a sleep of the machine the posts are looked at first: what was taken away meanwhile is not mailed.</summary>
    /// <returns>How many deliveries wait to be sent because of it.</returns>
    public async Task<int> ComposeAsync(CancellationToken cancellation)
    {
        if (!newsletter.Enabled || !await gate.IsOpenAsync(cancellation))
            return 0;
        if (time.GetUtcNow() - lookedAt > posts.Rescan)
            await LookAsync(cancellation);
        return await press.TurnAsync(catalogues.Current, schedules.Last, cancellation);
    }

    /// <summary>Sends what is due, and checks the accounts afterwards.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        if (!newsletter.Enabled || !await gate.IsOpenAsync(cancellation))
            return;
        await accounts.PullBackAsync(cancellation);
        if (!await accounts.IsAnythingDueAsync(cancellation))
            return;
        await gate.SendAsync(runner.SendDueAsync, cancellation);
        await accounts.CheckAsync(cancellation);
    }

    /// <summary>Sends mail about subscriptions, and once an hour forgets what is over.</summary>
    public async Task SendNoticesAsync(CancellationToken cancellation)
    {
        if (await gate.IsOpenAsync(cancellation))
            await notices.SendDueAsync(cancellation);
        if (time.GetUtcNow() - forgotAt < TimeSpan.FromHours(1))
            return;
        await upkeep.TurnAsync(cancellation);
        forgotAt = time.GetUtcNow();
    }

    private async Task LookAloneAsync(Func<Task<Catalogue>> refresh, bool isWhole, CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            var before = catalogues.Current;
            var catalogue = await refresh();
            if (catalogue != before)
                Report(before, catalogue);
            if (isWhole)
                lookedAt = time.GetUtcNow();
            await PublishAsync(catalogue, cancellation);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task PublishAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        var changes = FeedChanges.None;
        await announcer.FollowAsync(async () => (changes = await feeds.PublishAsync(catalogue, cancellation)).Changed, cancellation);
        foreach (var warning in changes.Warnings)
            LogWarning(warning);
        await addresses.LearnAsync(catalogue, cancellation);
        await readers.SaveAsync(cancellation);
        // The job's catch-all tells it, and the next round tries again.
        if (changes.Faults is [var fault, ..])
            throw fault;
    }

    private void Report(Catalogue before, Catalogue now)
    {
        foreach (var problem in now.ProblemsSince(before))
            Report(problem);
        if (now.FolderProblem is { } fault && fault != before.FolderProblem)
            LogFolder(fault);
        if (now.FolderProblem is null && before.FolderProblem is not null)
            LogFolderBack();
    }

    private void Report(Problem problem)
    {
        var text = $"{problem.Place(posts.Folder)}: {problem.Message}";
        if (problem.Severity == Severity.Error)
            LogError(text);
        else
            LogWarning(text);
    }

    [LoggerMessage(503, LogLevel.Error, "{Problem}")]
    private partial void LogError(string problem);

    [LoggerMessage(504, LogLevel.Warning, "{Problem}")]
    private partial void LogWarning(string problem);

    [LoggerMessage(501, LogLevel.Error, "{Problem}")]
    private partial void LogFolder(string problem);

    [LoggerMessage(502, LogLevel.Information, "The posts folder is back")]
    private partial void LogFolderBack();
}
