using Publisher.Storage;

namespace Publisher.Nodes;

/// <summary>Says at short intervals that this node is alive, keeps its place at the database, and follows its clock.</summary>
internal sealed partial class NodeLife(NodeBook book, Seat seat, Database database, Node node, TimeProvider time, ILogger<NodeLife> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    // A clock that is as near is right.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(1);

    private TimeSpan ahead;
    private bool isCut;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await book.LeaveAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The others see soon that it is gone.
            LogCut(DatabaseFault.Sentence(fault));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TellClock();
        while (await PausedAsync(stoppingToken))
        {
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The next beat tries again, and until then sending stops by itself.
                if (!isCut)
                    LogCut(DatabaseFault.Sentence(fault));
                isCut = true;
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellation)
    {
        if (!await seat.KeepAsync(cancellation))
        {
            LogTaken(node.Name);
            return;
        }

        await book.BeatAsync(cancellation);
        if (time is SharedTime shared)
            await shared.SetAsync(database, cancellation);
        TellClock();
        if (isCut)
            LogBack();
        isCut = false;
    }

    private void TellClock()
    {
        if (time is not SharedTime shared || (shared.Ahead - ahead).Duration() < Near)
            return;
        ahead = shared.Ahead;
        LogClock(ahead.TotalSeconds);
    }

    private async Task<bool> PausedAsync(CancellationToken stopping)
    {
        await Task.Delay(Beat, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
    }

    [LoggerMessage(701, LogLevel.Error, "This node cannot tell the others that it is alive: {Message}. It sends nothing until it can")]
    private partial void LogCut(string message);

    [LoggerMessage(702, LogLevel.Information, "The others know of this node again")]
    private partial void LogBack();

    [LoggerMessage(703, LogLevel.Error, "This node has no place at the database: another of the name {Name} runs now, or the database is being copied; give each node a node.name of its own")]
    private partial void LogTaken(string name);

    [LoggerMessage(704, LogLevel.Warning, "The clock of this machine differs by {Seconds:F1} s from the database's, which holds for all nodes; that is reckoned with. Set the machine's clock, by NTP for instance")]
    private partial void LogClock(double seconds);
}
