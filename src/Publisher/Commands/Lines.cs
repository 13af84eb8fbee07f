using Publisher.Bounces;
using Publisher.Feeds.Readers;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Posts;
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
    IReadOnlyList<ErrorStatus> Errors);

internal sealed record FeedStatus(string Name, long Bytes, DateTimeOffset Changed);

internal sealed record ScheduleStatus(Cadence Cadence, DateTimeOffset? Next);

internal sealed record ErrorStatus(DateTimeOffset At, string Reply, long Count);
