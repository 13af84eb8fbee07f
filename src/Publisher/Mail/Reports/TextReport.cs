using System.Net;
using System.Text.RegularExpressions;
using MimeKit;

namespace Publisher.Mail.Reports;

/// <summary>Reports that servers write for people: qmail, old Exchange, Japanese providers. Only a server's own mail is read so, for people quote such things, too.</summary>
internal static partial class TextReport
{
    // The reason stands at the beginning, before the mail that is sent back.
    private const int MaxText = 8 * 1024;
    private const int MaxLine = 300;

    /// <returns>Null where the mail is none.</returns>
    public static MailReport? Read(MimeMessage message, MailReport report)
    {
        if (!report.IsMachine || Text(message) is not { Length: > 0 } text)
            return null;
        if (Delayed().IsMatch(text) || Delayed().IsMatch(message.Subject ?? ""))
            return report with { Kind = ReportKind.News };
        var code = StatusCode.Of(null, text);
        if (!Failed().IsMatch(text) && !Failed().IsMatch(message.Subject ?? "") && code is not { Class: 5, IsSpecific: true })
            return null;
        return report with { Kind = ReportKind.Failure, Recipients = [new(Addresses(text), code, Line(text))] };
    }

    private static string Text(MimeMessage message)
    {
        var text = message.TextBody ?? (message.HtmlBody is { } html ? WebUtility.HtmlDecode(Tag().Replace(html[..Math.Min(html.Length, 4 * MaxText)], " ")) : "");
        text = text[..Math.Min(text.Length, MaxText)];
        return Enclosed().Match(text) is { Success: true } end ? text[..end.Index] : text;
    }

    private static IReadOnlyList<string> Addresses(string text) => [.. Address().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(5)];

    // The line that says why, or the first that says anything.
    private static string Line(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var telling = lines.FirstOrDefault(line => StatusCode.In(line) is not null) ?? lines.FirstOrDefault(line => ReplyWords.In(line) is not null) ?? lines.FirstOrDefault() ?? "";
        return telling[..Math.Min(telling.Length, MaxLine)];
    }

    [GeneratedRegex(@"qmail-send program|permanent (fatal )?error|undeliver|non.?deliver|not be delivered|wasn't able to deliver|unable to deliver|delivery (has )?failed|failure notice|returned mail|returned to sender|did not reach|delivery status notification \(failure\)|(配信|配送|配達|送信|お届け|届ける(こと)?が?).{0,6}(でき(ません|なかった)|失敗)|宛先不明|送信(エラー|失敗)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Failed();

    [GeneratedRegex(@"\bdelayed\b|\(delay\)|will be retried|will (keep|continue) (re)?trying|still being retried|not yet been delivered|no action is required|配信が?遅延|再送を(試み|続け)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Delayed();

    [GeneratedRegex(@"^\W*(below this line is a copy|this is a copy of|original (message|mail)|included is a copy|以下は.{0,12}(メール|メッセージ)|元の(メール|メッセージ))", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Enclosed();

    [GeneratedRegex(@"<?\b([^\s<>""(),:;@\[\]]{1,64}@[\w.-]{3,253}\w)>?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("<[^>]{0,2000}>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
