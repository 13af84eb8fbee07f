using Publisher.Storage;

namespace Publisher.Admin.Login;

/// <summary>Logins, as the database keeps them: they live over restarts, and end with the password that they were begun by.</summary>
internal sealed class AdminSessions(Database database, AdminPassword password, TimeProvider time)
{
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(12);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const int Most = 20;

    // To write at each request would be much for a few seconds more or less.
    private static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(1);

    /// <param name="hash">The password's, as it was when it fitted.</param>
    /// <returns>Null where the password was changed meanwhile.</returns>
    public async Task<AdminSession?> StartAsync(string hash, CancellationToken cancellation)
    {
        var session = AdminSession.New();
        var now = time.GetUtcNow();
        return await database.WriteAsync(
            async transaction =>
            {
                if (await password.HashAsync(cancellation) != hash)
                    return null;
                await transaction.ExecuteAsync(
                    "insert into admin_sessions (token_hash, created_at, seen_at) values (@hash, @now, @now)",
                    cancellation,
                    ("hash", session.Hash),
                    ("now", now.ToUnixTimeMilliseconds()));
                await transaction.ExecuteAsync(
                    "delete from admin_sessions where created_at <= @old or seen_at <= @idle or token_hash not in (select token_hash from admin_sessions order by seen_at desc limit @most)",
                    cancellation,
                    ("old", (now - Longest).ToUnixTimeMilliseconds()),
                    ("idle", (now - LongestIdle).ToUnixTimeMilliseconds()),
                    ("most", Most));
                return session;
            },
            cancellation);
    }

    /// <returns>Null where nobody is logged in by that cookie, or no more.</returns>
    public async Task<AdminSession?> FindAsync(string? cookie, CancellationToken cancellation)
    {
        if (AdminSession.Of(cookie) is not { } session || await TimesAsync(session, cancellation) is not { } times)
            return null;
        var now = time.GetUtcNow();
        if (now - times.Created >= Longest || now - times.Seen >= LongestIdle)
            return null;
        if (now - times.Seen >= SeenAgain)
            await database.WriteAsync(transaction => transaction.ExecuteAsync("update admin_sessions set seen_at = @now where token_hash = @hash", cancellation, ("hash", session.Hash), ("now", now.ToUnixTimeMilliseconds())), cancellation);
        return session;
    }

    public Task EndAsync(AdminSession session, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from admin_sessions where token_hash = @hash", cancellation, ("hash", session.Hash)), cancellation);

    private async Task<(DateTimeOffset Created, DateTimeOffset Seen)?> TimesAsync(AdminSession session, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync("select created_at, seen_at from admin_sessions where token_hash = @hash", row => (row.Instant(0), row.Instant(1)), cancellation, ("hash", session.Hash));
        return found.Count == 0 ? null : found[0];
    }
}
