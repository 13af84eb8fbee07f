using Publisher.Nodes;
using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.WebSub;
using Quartz;

namespace Publisher.Scheduling;

/// <summary>Turns what the rooms notice, a changed file or a queued notice, into a run of the job that deals with it. The first look happens here, before anything is served or mailed.</summary>
internal sealed partial class Hints(Rounds rounds, NodeOptions node, Kicks kicks, PostsWatcher watcher, NoticeQueue queue, Hubs hubs, Announcer announcer, HubRequests requests, IHostApplicationLifetime life, ILogger<Hints> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!node.NeedsPosts)
            return;
        watcher.Hinted += Look;
        queue.Queued += Notice;
        announcer.Queued += Announce;
        requests.Queued += Verify;
        life.ApplicationStarted.Register(Announce);
        if (watcher.Restart() is { } fault)
            LogUnwatched(fault);
        try
        {
            await rounds.BeginAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFirstLook(failure.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        watcher.Hinted -= Look;
        queue.Queued -= Notice;
        announcer.Queued -= Announce;
        requests.Queued -= Verify;
        watcher.Dispose();
        return Task.CompletedTask;
    }

    private void Look() => Kick(LookJob.Key);

    private void Notice() => Kick(NoticeJob.Key);

    private void Verify() => Kick(VerifyJob.Key);

    private void Announce()
    {
        if (hubs.Others.Any())
            Kick(PingJob.Key);
        if (hubs.Own is not null)
            Kick(DistributeJob.Key);
    }

    private async void Kick(JobKey job)
    {
        try
        {
            if (!life.ApplicationStopping.IsCancellationRequested)
                await kicks.NowAsync(job, life.ApplicationStopping);
        }
        catch (Exception fault) when (fault is SchedulerException or OperationCanceledException)
        {
            // The scheduler is stopping; what was hinted at is found at the next start.
        }
    }

    [LoggerMessage(521, LogLevel.Error, "The first look failed and will be repeated: {Message}")]
    private partial void LogFirstLook(string message);

    [LoggerMessage(522, LogLevel.Warning, "{Problem}")]
    private partial void LogUnwatched(string problem);
}
