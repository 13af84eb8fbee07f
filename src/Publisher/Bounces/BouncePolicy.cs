using Publisher.Mail.Reports;

namespace Publisher.Bounces;

/// <summary>What follows from a bounce, by its enhanced code (RFC 3463). No input, no output, no clock.</summary>
internal static class BouncePolicy
{
    private const int SoftBounces = 5;

    private static readonly TimeSpan SoftFor = TimeSpan.FromDays(21);

    /// <summary>How old a mail may be for what is said of it to count.</summary>
    public static readonly TimeSpan LongestAgo = TimeSpan.FromDays(30);

    /// <summary>A mail that went out so long ago and did not come back has arrived.</summary>
    public static readonly TimeSpan ArrivedAfter = TimeSpan.FromDays(7);

    /// <param name="code">Null where the report holds none.</param>
    public static BounceKind Kind(StatusCode? code) => code switch
    {
        null or { Class: not 5 } => BounceKind.Soft,
        { Subject: 1, Detail: 1 or 3 or 6 or 10 } or { Subject: 2, Detail: 1 } => BounceKind.Hard,
        { Subject: 1, Detail: 2 } or { Subject: 4 } => BounceKind.Unreachable,
        { Subject: 7 } => BounceKind.Block,
        // Too large, or in a form that this server cannot take.
        { Subject: 3, Detail: 4 } or { Subject: 2, Detail: 3 } or { Subject: 6 } => BounceKind.Content,
        _ => BounceKind.Soft,
    };

    /// <summary>Whether the address is mailed no more.</summary>
    /// <param name="earlier">What counted since the reader last confirmed or a mail last arrived.</param>
    public static bool Suppresses(Bounce bounce, IReadOnlyList<Bounce> earlier) => bounce.Kind switch
    {
        BounceKind.Hard or BounceKind.Complaint => true,
        BounceKind.Unreachable => earlier.Any(before => before.Kind == BounceKind.Unreachable && Day(before) != Day(bounce)) || IsLasting(bounce, earlier),
        BounceKind.Soft => IsLasting(bounce, earlier),
        _ => false,
    };

    private static bool IsLasting(Bounce bounce, IReadOnlyList<Bounce> earlier)
    {
        var before = earlier.Where(one => one.Kind is BounceKind.Soft or BounceKind.Unreachable).ToList();
        return before.Count + 1 >= SoftBounces && bounce.SentAt - before.Min(one => one.SentAt) >= SoftFor;
    }

    private static DateTime Day(Bounce bounce) => bounce.SentAt.UtcDateTime.Date;
}
