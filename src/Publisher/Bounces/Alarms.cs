namespace Publisher.Bounces;

/// <summary>Tells the operator what only they can mend: once a round for each thing, however many mails it concerns.</summary>
internal sealed partial class Alarms(ILogger<Alarms> log)
{
    private const int Most = 20;

    public void Tell(IEnumerable<string?> alarms)
    {
        foreach (var alarm in alarms.OfType<string>().CountBy(text => text).Take(Most))
            LogAlarm(alarm.Key, alarm.Value);
    }

    [LoggerMessage(341, LogLevel.Warning, "{Alarm} (said by {Count} mails)")]
    private partial void LogAlarm(string alarm, int count);
}
