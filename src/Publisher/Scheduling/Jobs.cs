using Publisher.Bounces;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Webhooks;
using Publisher.WebSub;
using Quartz;

namespace Publisher.Scheduling;

/// <summary>What Quartz fires. Each job runs once at a time, and one fault ends one turn, never the schedule: the catch-all of every loop is here.</summary>
internal abstract partial class Job(ILogger log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var span = Spans.Start(context.JobDetail.Key.Name);
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception fault)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            LogFault(context.JobDetail.Key.Name, DatabaseFault.Sentence(fault));
            LogDetail(fault);
        }
    }

    protected abstract Task TurnAsync(CancellationToken cancellation);

    [LoggerMessage(511, LogLevel.Error, "The {Job} round failed and will be tried again: {Message}")]
    private partial void LogFault(string job, string message);

    [LoggerMessage(512, LogLevel.Debug, "Details of the fault")]
    private partial void LogDetail(Exception fault);

    private readonly ILogger log = log;
}

/// <summary>Looks at the posts where a change was hinted at.</summary>
[DisallowConcurrentExecution]
internal sealed class LookJob(Rounds rounds, Kicks kicks, CatalogueStore catalogues, PostsWatcher watcher, ILogger<LookJob> log) : Job(log)
{
    public static readonly JobKey Key = new("look", "publisher");

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        var before = catalogues.Current;
        try
        {
            await rounds.LookAsync(watcher.Take(), cancellation);
        }
        catch
        {
            // What was hinted at is lost; the next look finds it. A full disk or a folder in the way may be gone in a moment.
            watcher.HintEverywhere(quietly: true);
            await kicks.AtAsync(Key, "retry", kicks.Now + RetryAfter, cancellation);
            throw;
        }
        finally
        {
            await FollowAsync(before, catalogues.Current, cancellation);
        }
    }

    private async Task FollowAsync(Catalogue before, Catalogue now, CancellationToken cancellation)
    {
        if (before.FolderProblem is not null && now.FolderProblem is null)
        {
            watcher.Restart();
            watcher.HintEverywhere();
        }

        if (catalogues.Left is { } left)
            await kicks.AtAsync(Key, "settle", kicks.Now + left, cancellation);
        if (now.NextChange is { } due && now != before)
            await kicks.AtAsync(Key, "due", due, cancellation);
        if (now.Posts != before.Posts || now.FolderProblem != before.FolderProblem)
            await kicks.NowAsync(ComposeJob.Key, cancellation);
    }
}

/// <summary>Has the whole folder looked through from time to time: it finds what no hint told of.</summary>
[DisallowConcurrentExecution]
internal sealed class RescanJob(Kicks kicks, PostsWatcher watcher, ILogger<RescanJob> log) : Job(log)
{
    public static readonly JobKey Key = new("rescan", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation)
    {
        watcher.HintEverywhere(quietly: true);
        return kicks.NowAsync(LookJob.Key, cancellation);
    }
}

/// <summary>Releases and composes.</summary>
[DisallowConcurrentExecution]
internal sealed class ComposeJob(Rounds rounds, Kicks kicks, ILogger<ComposeJob> log) : Job(log)
{
    public static readonly JobKey Key = new("compose", "publisher");

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        if (await rounds.ComposeAsync(cancellation) > 0)
            await kicks.NowAsync(SendJob.Key, cancellation);
        if (rounds.NextInOtherZones() is { } next)
            await kicks.AtAsync(Key, "zones", next, cancellation);
    }
}

/// <summary>Sends issues.</summary>
[DisallowConcurrentExecution]
internal sealed class SendJob(Rounds rounds, ILogger<SendJob> log) : Job(log)
{
    public static readonly JobKey Key = new("send", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) => rounds.SendAsync(cancellation);
}

/// <summary>Sends mail about subscriptions: apart from the issues, so that a reader who confirms never waits behind a newsletter.</summary>
[DisallowConcurrentExecution]
internal sealed class NoticeJob(Rounds rounds, ILogger<NoticeJob> log) : Job(log)
{
    public static readonly JobKey Key = new("notice", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) => rounds.SendNoticesAsync(cancellation);
}

/// <summary>Reads what mail servers said of mail that was sent: at the door, and later by mail.</summary>
[DisallowConcurrentExecution]
internal sealed class BounceJob(RefusalRound refusals, MailboxRound mailbox, ILogger<BounceJob> log) : Job(log)
{
    public static readonly JobKey Key = new("bounce", "publisher");

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        await refusals.CountAsync(cancellation);
        await mailbox.ReadAsync(cancellation);
    }
}

/// <summary>Tells hubs of others what changed: not before what changed is served.</summary>
[DisallowConcurrentExecution]
internal sealed class PingJob(Pinger pinger, IHostApplicationLifetime life, ILogger<PingJob> log) : Job(log)
{
    public static readonly JobKey Key = new("ping", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) =>
        life.ApplicationStarted.IsCancellationRequested ? pinger.SendDueAsync(cancellation) : Task.CompletedTask;
}

/// <summary>Asks those who want to subscribe at our own hub whether they mean it.</summary>
[DisallowConcurrentExecution]
internal sealed class VerifyJob(Verifier verifier, ILogger<VerifyJob> log) : Job(log)
{
    public static readonly JobKey Key = new("verify", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) => verifier.VerifyAsync(cancellation);
}

/// <summary>Sends changed feeds to the subscribers of our own hub.</summary>
[DisallowConcurrentExecution]
internal sealed class DistributeJob(Distributor distributor, ILogger<DistributeJob> log) : Job(log)
{
    public static readonly JobKey Key = new("distribute", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) => distributor.SendDueAsync(cancellation);
}

/// <summary>Tells other programs of events.</summary>
[DisallowConcurrentExecution]
internal sealed class WebhookJob(WebhookRound round, ILogger<WebhookJob> log) : Job(log)
{
    public static readonly JobKey Key = new("webhook", "publisher");

    protected override Task TurnAsync(CancellationToken cancellation) => round.SendDueAsync(cancellation);
}
