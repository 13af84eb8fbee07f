namespace Publisher.Subscribers.Transfer;

/// <summary>What becomes of a person in a list.</summary>
internal enum Reception
{
    AddConfirmed,

    /// <summary>With one mail that asks them to confirm.</summary>
    AddUnconfirmed,

    /// <summary>As one who left, so that nobody asks them again.</summary>
    AddRefusal,

    /// <summary>The person had been asked here, and the operator vouches for the answer.</summary>
    Confirm,

    /// <summary>The person came by an import, and the list says that they refuse.</summary>
    Refuse,

    /// <summary>The person had left here; why they must not be mailed is noted.</summary>
    Suppress,
    KeepTwice,
    KeepReader,
    KeepAsked,
    KeepLeft,
    KeepSuppressed,
    KeepErased,
}

/// <param name="HasLeft">Whether they ever unsubscribed and did not come back since.</param>
/// <param name="IsImported">Whether they came by an import and chose nothing here.</param>
/// <param name="IsOfThisList">Whether a line before took them in.</param>
internal sealed record KnownPerson(long Id, SubscriberStatus Status, bool HasLeft, bool IsImported, bool IsOfThisList);

/// <summary>Decides on each person in a list: no import brings back who said no, or changes what people chose here.</summary>
internal static class ImportPolicy
{
    /// <param name="vouched">Whether the operator says that those in the list agreed.</param>
    public static Reception Decide(Standing standing, bool vouched, KnownPerson? known, SuppressionReason? suppression) =>
        suppression == SuppressionReason.Erased ? Reception.KeepErased
        : standing.IsRefusal() ? DecideRefusal(standing, known, suppression)
        : suppression is not null ? Reception.KeepSuppressed
        : known is null ? (vouched && standing == Standing.Confirmed ? Reception.AddConfirmed : Reception.AddUnconfirmed)
        : known.IsOfThisList ? Reception.KeepTwice
        : known.Status == SubscriberStatus.Confirmed ? Reception.KeepReader
        : known.HasLeft || known.Status == SubscriberStatus.Unsubscribed ? Reception.KeepLeft
        : vouched && standing == Standing.Confirmed ? Reception.Confirm
        : Reception.KeepAsked;

    private static Reception DecideRefusal(Standing standing, KnownPerson? known, SuppressionReason? suppression) => known switch
    {
        null => Reception.AddRefusal,
        { Status: SubscriberStatus.Unsubscribed } => standing.Reason() is not null && suppression is null ? Reception.Suppress : Reception.KeepLeft,
        { Status: SubscriberStatus.Unconfirmed } or { IsImported: true } => Reception.Refuse,
        _ => Reception.KeepReader,
    };

    /// <summary>Why a person is left as they are; null where they are not.</summary>
    public static string? Why(Reception reception) => reception switch
    {
        Reception.KeepTwice => "the address stands in the list twice; what its first line says counts",
        Reception.KeepReader => "the person is a reader here already and keeps what they chose",
        Reception.KeepAsked => "the person was asked to confirm already",
        Reception.KeepLeft => "the person has unsubscribed and is not brought back",
        Reception.KeepSuppressed => "the address is suppressed here and is not brought back",
        Reception.KeepErased => "the person wished to be forgotten here and is not brought back",
        _ => null,
    };
}
