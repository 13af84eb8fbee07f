using System.Text.RegularExpressions;

namespace Publisher.Mail.Reports;

/// <summary>What servers without enhanced codes say in words, in English and Japanese.</summary>
internal static partial class ReplyWords
{
    /// <summary>The code that the words amount to; null where they say nothing known.</summary>
    public static StatusCode? In(string? text) =>
        text is null ? null
        : Full().IsMatch(text) ? new(5, 2, 2)
        : Blocked().IsMatch(text) ? new(5, 7, 1)
        : NoMailbox().IsMatch(text) ? new(5, 1, 1)
        : NoDomain().IsMatch(text) ? new(5, 1, 2)
        : TooLarge().IsMatch(text) ? new(5, 3, 4)
        : Basic().Match(text) is { Success: true } reply ? new(reply.Value[0] - '0', 0, 0)
        : null;

    [GeneratedRegex(@"mailbox (is )?full|over\s?quota|quota (is )?exceed|exceeded (the |its |their )?(storage|quota|mailbox)|insufficient storage|\b[45]52\b|(容量|サイズ).{0,12}(超|オーバー|不足)|メールボックス.{0,12}(いっぱい|一杯|満杯)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Full();

    [GeneratedRegex(@"\bspam\b|black\s?list|block\s?list|blocked|\bdnsbl\b|\brbl\b|reputation|\bdmarc\b|\bspf\b|policy (violation|reasons?)|迷惑メール|受信拒否|ブロック", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blocked();

    [GeneratedRegex(@"(user|recipient|mailbox|address|account)\s+(is\s+|was\s+)?(unknown|not\s+(found|known|exist)|does\s*n[o']t\s+exist|invalid|unavailable|disabled|inactive)|(unknown|no\s+such|invalid|non-?existent)\s+(local\s+)?(user|recipient|mailbox|address|account|person)|no\s+mailbox\s+here|(account|mailbox).{0,40}does\s+not\s+exist|(宛先|ユーザー?|アドレス|メールボックス|受信者).{0,20}(存在し(ません|ない)|見つかりません|見つけられません|不明)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoMailbox();

    [GeneratedRegex(@"(host|domain)\s+(name\s+)?(not\s+found|unknown|does\s+not\s+exist)|couldn't find any host|no\s+such\s+(host|domain)|\bnxdomain\b|(ドメイン|ホスト).{0,20}(存在し(ません|ない)|見つかりません|不明)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoDomain();

    [GeneratedRegex(@"message\s+(is\s+)?too\s+(big|large)|exceeds\s+(the\s+)?(maximum|fixed)\s+(message\s+)?size", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TooLarge();

    [GeneratedRegex(@"(?<![\d.])[45][0-5]\d(?=[ \-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Basic();
}
