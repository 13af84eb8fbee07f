namespace Publisher.Webhooks;

/// <summary>When what failed is tried again: soon at first, then in hours, and not for ever (Standard Webhooks, deliverability).</summary>
internal static class WebhookPatience
{
    /// <summary>How long an event is told to a program that does not take it.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10)];

    /// <param name="failures">Attempts that failed before this one.</param>
    /// <returns>Null where it is given up.</returns>
    public static DateTimeOffset? Next(DateTimeOffset createdAt, int failures, DateTimeOffset now) =>
        now - createdAt >= GiveUpAfter ? null : now + Waits[Math.Min(failures, Waits.Length - 1)];
}
