using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Api;

/// <summary>Answers to requests with an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): the same request again does nothing, and gets the same answer.</summary>
internal sealed class KeptAnswers(Database database, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string Repeated = "Idempotent-Replayed";
    public const int Longest = 255;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // Whoever is still at work by then has died; each act does nothing where it was done before.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private sealed record Row(string Hash, DateTimeOffset BegunAt, ApiAnswer? Answer);

    /// <summary>Does a request, unless it was done.</summary>
    /// <param name="hash">Of the request: a key belongs to one.</param>
    public async Task<ApiAnswer> OnceAsync(long token, string key, string hash, Func<Task<ApiAnswer>> act, CancellationToken cancellation)
    {
        if (await BeginAsync(token, key, hash, cancellation) is { } known)
            return known;
        ApiAnswer answer;
        try
        {
            answer = await act();
        }
        catch
        {
            await ForgetAsync(token, key);
            throw;
        }

        await KeepAsync(token, key, answer);
        return answer;
    }

    public static string HashOf(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Null where the caller is to do it.
    private Task<ApiAnswer?> BeginAsync(long token, string key, string hash, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = time.GetUtcNow();
            await transaction.ExecuteAsync("delete from api_answers where begun_at < @before", cancellation, ("before", (now - Kept).ToUnixTimeMilliseconds()));
            var isNew = await transaction.ExecuteAsync(
                """
                insert into api_answers (token_id, idempotency_key, request_hash, begun_at) values (@token, @key, @hash, @now)
                on conflict (token_id, idempotency_key) do update set begun_at = excluded.begun_at
                    where api_answers.status is null and api_answers.begun_at <= @dead and api_answers.request_hash = excluded.request_hash
                """,
                cancellation,
                ("token", token),
                ("key", key),
                ("hash", hash),
                ("now", now.ToUnixTimeMilliseconds()),
                ("dead", (now - Patience).ToUnixTimeMilliseconds())) == 1;
            return isNew ? null : Judge((await transaction.QueryAsync(
                "select request_hash, begun_at, status, location, body from api_answers where token_id = @token and idempotency_key = @key",
                row => new Row(row.GetString(0), row.Instant(1), row.IsDBNull(2) ? null : new(row.Int(2), Encoding.UTF8.GetBytes(row.GetString(4)), row.Text(3)) { IsRepeated = true }),
                cancellation,
                ("token", token),
                ("key", key)))[0], hash);
        },
        cancellation);

    private static ApiAnswer Judge(Row row, string hash) =>
        row.Hash != hash ? ProblemKind.KeyReused.Says($"This {Header} was sent with another request; take a new one for each")
        : row.Answer ?? ProblemKind.InTheWorks.Says("Ask again in a moment") with { RetryAfter = 1 };

    // What was done is noted even if nobody waits for the answer any more.
    private Task KeepAsync(long token, string key, ApiAnswer answer) => database.WriteAsync(
        transaction => transaction.ExecuteAsync(
            "update api_answers set status = @status, location = @location, body = @body, subscriber_id = @reader where token_id = @token and idempotency_key = @key",
            CancellationToken.None,
            ("token", token),
            ("key", key),
            ("status", answer.Status),
            ("location", answer.Location),
            ("body", Encoding.UTF8.GetString(answer.Body)),
            ("reader", answer.Reader)),
        CancellationToken.None);

    private Task ForgetAsync(long token, string key) => database.WriteAsync(
        transaction => transaction.ExecuteAsync("delete from api_answers where token_id = @token and idempotency_key = @key and status is null", CancellationToken.None, ("token", token), ("key", key)),
        CancellationToken.None);
}
