namespace Publisher.Signals;

/// <summary>Looks from time to time how things stand, and tells the operator what is new. Does nothing where nobody wants to know.</summary>
internal sealed partial class Watch(FactsBook facts, Gauges gauges, AlertBook book, IEnumerable<IAlertWay> ways, MetricsOptions metrics, AlertsOptions alerts, TimeProvider time, ILogger<Watch> log) : BackgroundService
{
    // Messages an hour by one way, and alerts a message.
    private const int MostMessages = 6;
    private const int MostAlerts = 20;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> faults = [];

    /// <summary>One look.</summary>
    public async Task TurnAsync(CancellationToken cancellation)
    {
        var now = await facts.ReadAsync(cancellation);
        if (!alerts.AreWanted())
            return;
        await book.NoteAsync([.. Conditions.Of(now)], cancellation);
        foreach (var way in ways.Where(way => way.IsWanted))
            await TellAsync(way, cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        gauges.Create();
        if (!alerts.AreWanted() && metrics.Otlp is null)
            return;
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await GuardedAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    private async Task GuardedAsync(CancellationToken cancellation)
    {
        try
        {
            await TurnAsync(cancellation);
            Report("the look", null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Report("the look", fault.Message);
        }
    }

    private async Task TellAsync(IAlertWay way, CancellationToken cancellation)
    {
        var news = await book.UntoldAsync(way, cancellation);
        if (news.Count == 0 || await book.ToldSinceAsync(way, time.GetUtcNow().AddHours(-1), cancellation) >= MostMessages)
            return;
        var texts = news.Take(MostAlerts).Select(alert => alert.Text).ToList();
        if (news.Count > MostAlerts)
            texts.Add(FormattableString.Invariant($"And {news.Count - MostAlerts} more; the log has them all"));
        var fault = await way.TellAsync(texts, cancellation);
        if (fault is null)
            await book.TellAsync(way, news.Select(alert => alert.Name), cancellation);
        Report(way.Column == "mailed_at" ? "alerts.to" : "alerts.webhook", fault);
    }

    // Once, until it works again.
    private void Report(string what, string? fault)
    {
        if (fault is null)
            faults.Remove(what);
        else if (faults.TryAdd(what, fault))
            LogUntold(what, fault);
    }

    [LoggerMessage(701, LogLevel.Error, "The operator could not be told what needs them ({What}), and will be: {Fault}")]
    private partial void LogUntold(string what, string fault);
}
