namespace Publisher.Subscribers.Transfer;

/// <summary>Where a person stood in the newsletter that a list comes from.</summary>
internal enum Standing
{
    Confirmed,

    /// <summary>Asked to confirm, and did not yet.</summary>
    Unconfirmed,
    Unsubscribed,
    HardBounce,
    Complaint,

    /// <summary>Shut out by who kept the list.</summary>
    Manual,
}

internal static class Standings
{
    /// <summary>Whether the person must not be mailed.</summary>
    public static bool IsRefusal(this Standing standing) => standing is not (Standing.Confirmed or Standing.Unconfirmed);

    public static SuppressionReason? Reason(this Standing standing) => standing switch
    {
        Standing.HardBounce => SuppressionReason.HardBounce,
        Standing.Complaint => SuppressionReason.Complaint,
        Standing.Manual => SuppressionReason.Manual,
        _ => null,
    };
}
