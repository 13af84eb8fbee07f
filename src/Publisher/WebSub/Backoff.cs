namespace Publisher.WebSub;

/// <summary>When what failed is tried again: after a minute, then after twice as long each time, up to an hour.</summary>
internal static class Backoff
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="failures">Attempts that failed before this one.</param>
    public static TimeSpan After(int failures)
    {
        var wait = First * Math.Pow(2, Math.Clamp(failures, 0, 10));
        return wait < Longest ? wait : Longest;
    }
}
