using Publisher.Mail.Mailboxes;
using Publisher.Nodes;
using Quartz;

namespace Publisher.Scheduling;

/// <summary>Has the bounce mailbox read when its server says that something came.</summary>
internal sealed class MailboxHints(MailboxWatch watch, NodeOptions node, Kicks kicks) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!watch.IsWanted || !node.Has(NodeRole.Bounces))
            return;
        // Off the start: nobody waits for a mail server.
        await Task.Yield();
        try
        {
            await watch.RunAsync(() => Kick(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async void Kick(CancellationToken stopping)
    {
        try
        {
            await kicks.NowAsync(BounceJob.Key, stopping);
        }
        catch (Exception fault) when (fault is SchedulerException or OperationCanceledException)
        {
            // The scheduler is stopping; the next start reads everything.
        }
    }
}
