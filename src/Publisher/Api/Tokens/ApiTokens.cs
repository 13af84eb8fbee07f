using Publisher.Storage;

namespace Publisher.Api.Tokens;

/// <param name="For">How long it is good; null for ever.</param>
internal sealed record NewToken(string Name, IReadOnlyList<string> Scopes, TimeSpan? For = null);

/// <summary>The tokens in the database.</summary>
internal sealed class ApiTokens(Database database, TimeProvider time)
{
    // A write for each request would be more work than most requests.
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(10);

    /// <returns>The token itself, which is nowhere else.</returns>
    public async Task<(ApiToken Kept, string Text)> CreateAsync(NewToken token, CancellationToken cancellation)
    {
        var (text, now) = (TokenText.New(), time.GetUtcNow());
        var kept = await database.WriteAsync(
            transaction => transaction.QueryAsync(
                $"insert into api_tokens (name, hint, token_hash, scopes, created_at, expires_at) values (@name, @hint, @hash, @scopes, @now, @expires) returning {ApiToken.Columns}",
                ApiToken.Read,
                cancellation,
                ("name", token.Name),
                ("hint", TokenText.Begins(text)),
                ("hash", TokenText.Hash(text)),
                ("scopes", string.Join(' ', token.Scopes)),
                ("now", now.ToUnixTimeMilliseconds()),
                ("expires", token.For is { } span ? (now + span).ToUnixTimeMilliseconds() : null)),
            cancellation);
        return (kept[0], text);
    }

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync($"select {ApiToken.Columns} from api_tokens order by id", ApiToken.Read, cancellation);
    }

    /// <summary>The token that somebody shows, good or not; null where it never was one here.</summary>
    public async Task<ApiToken?> FindAsync(string text, CancellationToken cancellation)
    {
        if (!TokenText.IsOne(text))
            return null;
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync($"select {ApiToken.Columns} from api_tokens where token_hash = @hash", ApiToken.Read, cancellation, ("hash", TokenText.Hash(text)))).SingleOrDefault();
    }

    /// <summary>Notes that it was used, roughly when.</summary>
    public Task NoteUseAsync(ApiToken token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return now - token.UsedAt < UseIsNoted
            ? Task.CompletedTask
            : database.WriteAsync(transaction => transaction.ExecuteAsync("update api_tokens set used_at = @now where id = @id", cancellation, ("id", token.Id), ("now", now.ToUnixTimeMilliseconds())), cancellation);
    }

    /// <returns>False where it was revoked before, null where there is no such token.</returns>
    public Task<bool?> RevokeAsync(long id, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            if ((await transaction.QueryAsync("select id from api_tokens where id = @id", row => row.GetInt64(0), cancellation, ("id", id))).Count == 0)
                return (bool?)null;
            return await transaction.ExecuteAsync("update api_tokens set revoked_at = @now where id = @id and revoked_at is null", cancellation, ("id", id), ("now", time.GetUtcNow().ToUnixTimeMilliseconds())) == 1;
        },
        cancellation);
}
