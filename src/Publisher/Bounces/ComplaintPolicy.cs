namespace Publisher.Bounces;

/// <summary>How many complaints are too many. Mail providers shut a sender out at 0.3 percent.</summary>
internal static class ComplaintPolicy
{
    private const double AlarmAt = 0.001;
    private const double PauseAt = 0.003;

    // A single reader of a small list is no rate.
    private const int FewestToPause = 3;

    /// <param name="sent">Mails of the issue that were sent.</param>
    public static bool IsAlarming(long complaints, long sent) => complaints >= AlarmAt * sent;

    public static bool Pauses(long complaints, long sent) => complaints >= FewestToPause && complaints >= PauseAt * sent;
}
