namespace Publisher.Webhooks;

/// <summary>What other programs can be told of.</summary>
internal static class EventTypes
{
    public const string SubscriberConfirmed = "subscriber.confirmed";
    public const string SubscriberLeft = "subscriber.left";
    public const string SubscriberBounced = "subscriber.bounced";
    public const string IssueSent = "issue.sent";

    /// <summary>In the settings: each of them, and those that are to come.</summary>
    public const string Every = "all";

    public static IReadOnlyList<string> All { get; } = [SubscriberConfirmed, SubscriberLeft, SubscriberBounced, IssueSent];
}
