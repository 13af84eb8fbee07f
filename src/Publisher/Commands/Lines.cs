using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Feeds.Readers;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Nodes;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>A line of <c>posts --json</c>.</summary>
internal sealed record PostLine(
    string Path,
    PostStatus Status,
    string Reason,
    string? Id,
    string? Url,
    string Title,
    DateTimeOffset? Published,
    DateTimeOffset? Updated,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Tags,
    string? Language,
    string Summary,
    IReadOnlyList<EnclosureLine> Enclosures,
    IReadOnlyList<PostProblem> Problems);

internal sealed record EnclosureLine(string Url, long? Length, string? Type, TimeSpan? Duration);

internal sealed record PostProblem(int Line, Severity Severity, string Message);

/// <summary>A line of <c>check --json</c>.</summary>
internal sealed record ProblemLine(string Path, int Line, Severity Severity, string Message);

/// <summary>What <c>build --json</c> prints.</summary>
internal sealed record BuildLine(int Files, int Published, IReadOnlyList<BuiltFeed> Feeds);

internal sealed record BuiltFeed(string Name, bool Changed);

/// <summary>What <c>new --json</c> prints.</summary>
internal sealed record NewLine(string Path);

/// <summary>What <c>doctor --new-key --json</c> prints.</summary>
internal sealed record KeyLine(string File, string Publish, string Setting);

/// <summary>What <c>preview --json</c> prints.</summary>
internal sealed record PreviewLine(string Eml, string Html, string Subject);

/// <summary>What <c>send-test --json</c> prints.</summary>
internal sealed record SendTestLine(string Address, string Subject, string Result, string Reply);

/// <summary>A line of <c>bounces --json</c>.</summary>
internal sealed record BounceLine(string File, ReportKind? Kind, bool Effective, string Result);

/// <summary>What <c>status --json</c> prints.</summary>
internal sealed record Status(
    IReadOnlyDictionary<PostStatus, int> Posts,
    IReadOnlyList<FeedStatus> Feeds,
    IReadOnlyList<ReaderCount> Readers,
    IReadOnlyDictionary<SubscriberStatus, long> Subscribers,
    IReadOnlyDictionary<DeliveryStatus, long> Deliveries,
    BounceStatus Bounces,
    IReadOnlyList<ScheduleStatus> Schedules,
    IReadOnlyList<ErrorStatus> Errors,
    IReadOnlyList<NodeStatus> Nodes,
    string? Stopped);

/// <summary>A line of <c>issues list --json</c>.</summary>
internal sealed record IssueLine(
    long Id,
    string Kind,
    Cadence Cadence,
    string Language,
    string Subject,
    string Status,
    string? Reason,
    IReadOnlyList<string> Posts,
    DateTimeOffset CreatedAt,
    long Planned,
    long Sent,
    long Failed,
    long Withheld,
    long Unknown,
    long Pending,
    long Deferred,
    long Sending)
{
    /// <summary>Why deliveries stand as they do; only of one that is shown.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IssueReason>? Reasons { get; init; }

    public static IssueLine Of(IssueEntry issue) => new(
        issue.Id,
        issue.Kind,
        issue.Cadence,
        issue.Language,
        issue.Subject,
        issue.Status,
        issue.Reason,
        issue.Posts,
        issue.CreatedAt,
        issue.Account.Planned,
        issue.Count(DeliveryStatus.Sent),
        issue.Count(DeliveryStatus.Failed),
        issue.Count(DeliveryStatus.Withheld),
        issue.Count(DeliveryStatus.Unknown),
        issue.Count(DeliveryStatus.Pending),
        issue.Count(DeliveryStatus.Deferred),
        issue.Count(DeliveryStatus.Sending));
}

/// <summary>What a command about one issue, or about held posts, prints with <c>--json</c>.</summary>
/// <param name="Count">How many deliveries or posts it was done to.</param>
internal sealed record IssueActLine(long? Issue, string Outcome, int Count, string Message);

/// <summary>A held post, as <c>issues release --json</c> lists it.</summary>
internal sealed record HeldLine(string Post, string Title, string Id);

/// <summary>What <c>database copy --json</c> prints.</summary>
internal sealed record CopyLine(int Tables, long Rows);

/// <summary>What <c>database backup --json</c> prints.</summary>
/// <param name="Wrong">How many issues have an account that is not right.</param>
internal sealed record BackupLine(string File, long Bytes, long Version, long Posts, long Subscribers, long Issues, long Deliveries, long Wrong);

/// <summary>What <c>database adopt --json</c> prints.</summary>
internal sealed record AdoptLine(string Outcome, int Unknown, string Message);

/// <summary>What <c>database migrate --json</c> prints.</summary>
internal sealed record MigrateLine(int Version);

/// <summary>What <c>admin password --json</c> prints.</summary>
internal sealed record AdminLine(bool Set);
