using System.Text.RegularExpressions;
using Publisher.Newsletter;

namespace Publisher.Signals;

/// <summary>Something that only the operator can mend.</summary>
/// <param name="Kind">One word for its sort.</param>
/// <param name="Name">Its kind, and what it is about: the same as long as it is the same trouble.</param>
/// <param name="Text">For the operator; no address of a reader is in it.</param>
internal sealed record Alert(string Kind, string Name, string Text);

/// <summary>From how things stand to what the operator must be told.</summary>
internal static partial class Conditions
{
    private const int Longest = 300;

    // One refusal in a hundred mails.
    private const int PolicyShare = 100;

    /// <summary>Every sort there is.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["account", "issue", "policy", "feed", "schedule", "queue", "server", "fence", "posts"];

    public static IEnumerable<Alert> Of(Facts now) =>
    [
        .. now.Stopped.Where(issue => issue.Reason != IssueBook.ByOperator).Select(Stopped),
        .. Policy(now.Policy),
        .. now.FeedFaults.Select(fault => new Alert("feed", $"feed {fault}", Plain(fault))),
        .. One(now.IsLate, "schedule", $"A schedule is {Minutes(now.ScheduleLag)} minutes late: nothing is composed. The log says why"),
        .. One(now.IsStuck, "queue", $"Mails are due since {Minutes(now.QueueAge)} minutes and none was sent for {Minutes(now.SinceSent)}. The log says why"),
        .. One(now.AreServersResting, "server", "No mail server takes mail; it is tried again by itself. `publisher doctor` shows what is wrong"),
        .. One(now.Fenced is not null, "fence", $"Nothing is mailed from this database: {now.Fenced}. If it is the one to go on with, run `publisher database adopt`"),
        .. One(now.FolderProblem is not null, "posts", Plain(now.FolderProblem ?? "")),
    ];

    /// <summary>Without anything that looks like a mail address, as servers like to repeat it, and not too long.</summary>
    public static string Plain(string text)
    {
        var plain = Address().Replace(text, "(address)");
        return plain.Length <= Longest ? plain : plain[..Longest] + "…";
    }

    private static Alert Stopped(StoppedIssue issue)
    {
        var kind = issue.Reason.StartsWith(Accounts.Wrong, StringComparison.Ordinal) ? "account" : "issue";
        return new(kind, FormattableString.Invariant($"{kind} {issue.Id}"), FormattableString.Invariant($"Issue {issue.Id} is paused: {Plain(issue.Reason)}. `publisher issues show {issue.Id}` shows it, `publisher issues resume {issue.Id}` goes on"));
    }

    private static IEnumerable<Alert> Policy(PolicyRefusals policy) => One(
        policy.Refused > 0 && policy.Refused * PolicyShare >= policy.Planned,
        "policy",
        FormattableString.Invariant($"{policy.Refused} mails were refused by policy within a day. `publisher doctor` may show why"));

    private static IEnumerable<Alert> One(bool isSo, string kind, string text) => isSo ? [new(kind, kind, text)] : [];

    private static string Minutes(TimeSpan time) => FormattableString.Invariant($"{(long)time.TotalMinutes}");

    [GeneratedRegex(@"[^\s<>()\[\]""',;:=]+@[^\s<>()\[\]""',;:=]+")]
    private static partial Regex Address();
}
