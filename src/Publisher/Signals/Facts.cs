using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Signals;

/// <summary>An issue that does not go on by itself.</summary>
internal sealed record StoppedIssue(long Id, string Reason);

/// <summary>Mails that were refused by policy in the last day, against those of the issues since two days.</summary>
internal sealed record PolicyRefusals(long Refused, long Planned);

/// <summary>How everything stands at one moment. Nothing in it names a reader.</summary>
/// <param name="QueueAge">How long the delivery that waits longest has been due.</param>
/// <param name="SinceSent">How long ago a delivery was settled here, or the queue changed by anybody's work.</param>
/// <param name="ScheduleLag">How late the schedule is that is latest.</param>
/// <param name="Stopped">Paused issues.</param>
/// <param name="FeedFaults">Why feeds could not be written.</param>
/// <param name="Fenced">Why nothing is mailed from this database; null where it is.</param>
/// <param name="AreServersResting">Whether every mail server failed a moment ago.</param>
internal sealed record Facts(
    DateTimeOffset At,
    IReadOnlyDictionary<PostStatus, int> Posts,
    string? FolderProblem,
    IReadOnlyDictionary<SubscriberStatus, long> Subscribers,
    IReadOnlyDictionary<DeliveryStatus, long> Queue,
    TimeSpan QueueAge,
    TimeSpan SinceSent,
    TimeSpan ScheduleLag,
    IReadOnlyList<StoppedIssue> Stopped,
    PolicyRefusals Policy,
    IReadOnlyList<string> FeedFaults,
    string? Fenced,
    bool AreServersResting)
{
    /// <summary>From when on a schedule is late rather than at work.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>How long nothing may be sent that is due: a long queue under a low rate still moves.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromMinutes(15);

    public bool IsLate => ScheduleLag > Late;

    public bool IsStuck => Fenced is null && QueueAge > Stuck && SinceSent > Stuck;
}
