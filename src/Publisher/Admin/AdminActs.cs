namespace Publisher.Admin;

/// <summary>What the pages say after an act: the ends of the texts <c>admin.said.…</c>.</summary>
internal static class AdminActs
{
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string IssueCancelled = "cancelled";
    public const string Retried = "retried";
    public const string Released = "released";
    public const string Dismissed = "dismissed";
    public const string Confirmed = "confirmed";
    public const string Removed = "removed";
    public const string Erased = "erased";
    public const string Revoked = "revoked";
    public const string Retold = "retold";
    public const string Nothing = "nothing";

    public static IReadOnlyList<string> Said { get; } = [Paused, Resumed, IssueCancelled, Retried, Released, Dismissed, Confirmed, Removed, Erased, Revoked, Retold, Nothing];
}
