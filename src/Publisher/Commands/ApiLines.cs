namespace Publisher.Commands;

/// <summary>A line of <c>webhooks list --json</c>.</summary>
/// <param name="Status"><c>waiting</c>, <c>deferred</c> after a failure, or <c>dead</c> once given up.</param>
internal sealed record WebhookLine(string Id, string Type, string Host, string Status, DateTimeOffset At, DateTimeOffset? Next, int Attempts, string? Reply);

/// <summary>What <c>webhooks retry --json</c> and <c>webhooks drop --json</c> print.</summary>
internal sealed record WebhookActLine(int Count, string Message);

/// <summary>What <c>webhooks new-secret --json</c> prints.</summary>
internal sealed record WebhookSecretLine(string Secret);
