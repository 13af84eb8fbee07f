namespace Publisher.Signals;

/// <summary>Looks from time to time how things stand, and tells the operator what is new. Does nothing where nobody wants to know.</summary>
internal sealed partial class Watch(FactsBook facts, Gauges gauges, AlertBook book, IEnumerable<IAlertWay> ways, MetricsOptions metrics, AlertsOptions alerts, TimeProvider time, ILogger<Watch> log) : BackgroundService
{
    // Messages an hour by one way, and alerts a message.
    private const int MostMessages = 6;
    private const int MostAlerts = 20;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> faults = [];
    private HashSet<string> seen = [];

    /// <summary>One look.</summary>
    public async Task TurnAsync(CancellationToken cancellation)
    {
        var now = await facts.ReadAsync(cancellation);
        if (!alerts.AreWanted())
            return;
        await book.NoteAsync(Lasting([.. Conditions.Of(now)]), cancellation);
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
        if (await book.ToldSinceAsync(way, time.GetUtcNow().AddHours(-1), cancellation) >= MostMessages || await book.TakeAsync(way, cancellation) is not { Count: > 0 } news)
            return;
        var texts = news.Take(MostAlerts).Select(alert => alert.Text).ToList();
        if (news.Count > MostAlerts)
            texts.Add(FormattableString.Invariant($"And {news.Count - MostAlerts} more; the log has them all"));
        var fault = await way.TellAsync(texts, cancellation);
        if (fault is not null)
            await book.GiveBackAsync(way, news, CancellationToken.None);
        Report(way.Column == "mailed_at" ? "alerts.to" : "alerts.webhook", fault);
    }

    // What is gone at the next look was a moment's trouble: a machine that woke from sleep, a file in the way.
    private List<Alert> Lasting(List<Alert> standing)
    {
        var lasting = standing.FindAll(alert => seen.Contains(alert.Name));
        seen = [.. standing.Select(alert => alert.Name)];
        return lasting;
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
