namespace Publisher.Api.Tokens;

/// <summary>What a token may do. To write is not to read: a token that takes readers in sees none.</summary>
internal static class Scopes
{
    public const string ReadSubscribers = "subscribers:read";
    public const string WriteSubscribers = "subscribers:write";
    public const string ReadIssues = "issues:read";
    public const string WriteIssues = "issues:write";
    public const string ReadDeliveries = "deliveries:read";
    public const string ReadPosts = "posts:read";
    public const string ReadSuppressions = "suppressions:read";
    public const string WriteSuppressions = "suppressions:write";

    public static IReadOnlyList<string> All { get; } = [ReadSubscribers, WriteSubscribers, ReadIssues, WriteIssues, ReadDeliveries, ReadPosts, ReadSuppressions, WriteSuppressions];
}
