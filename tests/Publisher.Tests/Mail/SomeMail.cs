using System.Text;
using CsCheck;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>Mails that tests send, and generators of what people may write.</summary>
internal static class SomeMail
{
    private static readonly string[] Fragments =
    [
        "\r\nBcc: thief@example.net", "\n", "\r", "\r\n\r\n", "\0", "\t", "\u0001", "\u007f", "\u0085", "\u009f", "\u2028", "\u2029", "\u00a0", "\ufeff",
        "\ud800", "\udfff", "👩‍💻", "🎉", "𝒳", "日本語の件名", "〜～①㈱髙", "ｶﾞ", "e\u0301", "عברית", "=?utf-8?b?", "?=", "=?", "\"", "\\", "<", ">", ",", ";", ":", "(", ")", "@", " ", "   ",
        "word", "a-rather-long-word-of-more-than-seventy-six-characters-without-any-blank-to-fold-at-in-it",
    ];

    public static readonly Gen<string> Text = Gen.OneOf(Gen.OneOf(Fragments), Gen.Char.Select(c => c.ToString())).Array[0, 30].Select(string.Concat);

    public static Sender Sender { get; } = new("The Blog", "news@blog.example", "editor@blog.example");

    public static OutgoingMessage English { get; } = new()
    {
        MessageId = "0123456789abcdef@blog.example",
        To = "reader@example.com",
        Subject = "Ten things that a feed reader does with a title, and what to write instead of it",
        Text = "Hello,\n\nFrom here on all is text.\n.\n.. and dots — with a dash.\n",
        Html = "<!DOCTYPE html>\n<html lang=\"en\"><body>\n<p>Hello,</p>\n</body></html>\n",
        Date = new(2026, 2, 13, 9, 30, 0, TimeSpan.FromHours(9)),
        Language = "en",
        UnsubscribeUrl = new("https://blog.example/unsubscribe/abc123"),
        List = new("The Blog")
        {
            Archive = new("https://blog.example/issues/"),
            Subscribe = new("https://blog.example/subscribe"),
            Campaign = ["issue-7", "weekly", "newsletter"],
            ComplaintAddress = "bounces@blog.example",
        },
    };

    public static OutgoingMessage Japanese { get; } = English with
    {
        Subject = "AWSのAIインフラ売上1兆円突破、生成AIの需要が電力と半導体の供給を上回り続ける理由を読み解く",
        Text = "こんにちは。\n\n〜①㈱髙 の回です。\n配信停止: https://blog.example/unsubscribe/abc123\n",
        Html = "<!DOCTYPE html>\n<html lang=\"ja\"><body><p>こんにちは。〜①㈱髙 の回です。🎉</p></body></html>\n",
        Language = "ja",
        List = English.List! with { Name = "編集部のブログ" },
    };

    /// <summary>So large that it fits no socket's buffer.</summary>
    public static OutgoingMessage Large { get; } = English with { Text = new StringBuilder().Insert(0, new string('x', 70) + "\n", 280_000).ToString(), Html = null };

    public static Sender JapaneseSender { get; } = Sender with { Name = "株式会社ブログ, 編集部" };

    public static string Wire(OutgoingMessage message, Sender? sender = null) => Encoding.ASCII.GetString(MessageBuilder.Render(message, sender ?? Sender));
}
