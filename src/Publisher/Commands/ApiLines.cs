using Publisher.Api.Tokens;

namespace Publisher.Commands;

/// <summary>What <c>api-tokens create --json</c> prints: the only time that the token itself is shown.</summary>
internal sealed record NewTokenLine(long Id, string Name, string Token, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt);

/// <summary>A line of <c>api-tokens list --json</c>.</summary>
/// <param name="Begins">The first letters of the token, to tell one from another.</param>
internal sealed record TokenLine(long Id, string Name, string Begins, IReadOnlyList<string> Scopes, string Status, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt)
{
    public static TokenLine Of(ApiToken token, DateTimeOffset now) =>
        new(token.Id, token.Name, token.Begins, token.Scopes, token.RevokedAt is not null ? "revoked" : token.IsGood(now) ? "good" : "expired", token.CreatedAt, token.ExpiresAt, token.UsedAt, token.RevokedAt);
}

/// <summary>What <c>api-tokens revoke --json</c> prints.</summary>
internal sealed record TokenActLine(long Id, string Outcome, string Message);

/// <summary>A line of <c>webhooks list --json</c>.</summary>
/// <param name="Status"><c>waiting</c>, <c>deferred</c> after a failure, or <c>dead</c> once given up.</param>
internal sealed record WebhookLine(string Id, string Type, string Host, string Status, DateTimeOffset At, DateTimeOffset? Next, int Attempts, string? Reply);

/// <summary>What <c>webhooks retry --json</c> and <c>webhooks drop --json</c> print.</summary>
internal sealed record WebhookActLine(int Count, string Message);

/// <summary>What <c>webhooks new-secret --json</c> prints.</summary>
internal sealed record WebhookSecretLine(string Secret);
