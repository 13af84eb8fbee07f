using System.Text;

namespace Publisher.Tests.Bounces;

/// <summary>Mails as they come to a bounce mailbox, of each kind that there is. The words are ours, the forms those of the servers.</summary>
internal static class SomeReports
{
    public const string Reader = "reader@example.com";
    public const string MessageId = "0123456789abcdef0123456789abcdef@blog.example";

    /// <summary>A delivery report (RFC 3464) with a group for each recipient.</summary>
    public static byte[] Dsn(string to, params string[] groups) => Report(to, string.Join("\n\n", groups), "message/delivery-status", "7bit");

    public static byte[] Failed(string to, string status = "5.1.1", string diagnostic = "smtp; 550 5.1.1 nobody of that name", string recipient = Reader, string messageId = MessageId) =>
        Report(to, Group(status, diagnostic, recipient), "message/delivery-status", "7bit", messageId);

    public static string Group(string status, string diagnostic = "smtp; 550 refused", string recipient = Reader, string action = "failed") => $"""
        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}
        """;

    /// <summary>The status part in base64, as some gateways write it.</summary>
    public static byte[] Base64(string to) =>
        Report(to, Convert.ToBase64String(Encoding.ASCII.GetBytes(("Reporting-MTA: dns; gate.example.com\n\n" + Group("5.1.1")).ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks), "message/delivery-status", "base64", head: "");

    /// <summary>The international form (RFC 6533).</summary>
    public static byte[] Global(string to, string recipient = "読者@example.com") => Report(to, $"""
        Final-Recipient: utf-8; {recipient}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 その宛先はありません
        """, "message/global-delivery-status", "8bit");

    /// <summary>No recipient stands in the status part; only the text says what happened.</summary>
    public static byte[] WithoutGroups(string to) => Report(to, "Arrival-Date: Fri, 13 Feb 2026 09:00:00 +0000", "message/delivery-status", "7bit", text: "Your mail could not be delivered.\n\n<reader@example.com>: 550 5.1.1 no such user here\n");

    public static byte[] Complaint(string to, string returnPath, string messageId = MessageId, string type = "abuse", string recipient = "Original-Rcpt-To: reader@example.com\n") => Bytes($"""
        From: feedback@provider.example
        To: {to}
        Subject: A reader does not want this
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

        --b1
        Content-Type: text/plain

        One of our users pressed the button.

        --b1
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: Button/1.0
        Version: 1
        Original-Mail-From: <{returnPath}>
        {recipient}
        --b1
        Content-Type: message/rfc822

        Return-Path: <{returnPath}>
        From: news@blog.example
        Message-ID: <{messageId}>
        Subject: New

        Text.
        --b1--
        """);

    public static byte[] Qmail(string to) => Bytes($"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.com
        To: {to}
        Subject: failure notice

        Hi. This is the qmail-send program at mx.example.com.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <reader@example.com>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Return-Path: <{to}>
        From: news@blog.example
        Message-ID: <{MessageId}>
        Subject: Our quota of news: mailbox full of spam 5.2.2

        Text.
        """);

    /// <summary>Plain text in ISO-2022-JP, as Japanese providers send it.</summary>
    public static byte[] Japanese(string to, string why = "宛先のメールアドレスが見つかりませんでした。") =>
    [
        .. Bytes($"""
            Return-Path: <>
            From: Mail Delivery Subsystem <postmaster@provider.example>
            To: {to}
            Subject: =?ISO-2022-JP?B?{Convert.ToBase64String(Jis("送信エラーのお知らせ"))}?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=ISO-2022-JP
            Content-Transfer-Encoding: 7bit


            """),
        .. Jis($"次のメールを配信できませんでした。\r\n\r\n<reader@example.com>\r\n{why}\r\n"),
    ];

    /// <summary>Exchange as it was before it wrote reports for machines: HTML, with its code at the end.</summary>
    public static byte[] OldExchange(string to) => Bytes($"""
        Return-Path: <>
        From: System Administrator <postmaster@corp.example>
        To: {to}
        Subject: Undeliverable: New
        MIME-Version: 1.0
        Content-Type: text/html; charset=us-ascii

        <html><body><p>Your message did not reach some or all of the intended recipients.</p>
        <p>reader@example.com on 2/13/2026 9:00 AM<br>
        The e-mail account is not in this organization. Check the address.<br>
        &lt;mail.corp.example #5.1.1&gt;</p></body></html>
        """);

    /// <summary>Exchange Online: a vague status, and the reason in the server's own words.</summary>
    public static byte[] NewExchange(string to) => Dsn(to, """
        Original-Recipient: rfc822;reader@example.com
        Final-Recipient: rfc822;reader@corp.onmicrosoft.example
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; no recipient of this SMTP address
        """);

    public static byte[] Vacation(string to, bool isJapanese = false) => Bytes($"""
        Return-Path: <>
        From: Reader <reader@example.com>
        To: {to}
        Subject: {(isJapanese ? "=?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes("自動応答: 不在のお知らせ")) + "?=" : "Out of office until Monday")}
        Auto-Submitted: auto-replied

        I am away. Mail to old@example.com fails with 550 5.1.1 user unknown, so do not write there.
        """);

    /// <summary>A person who quotes a report.</summary>
    public static byte[] Human(string to) => Bytes($"""
        From: Reader <reader@example.com>
        To: {to}
        Subject: Re: New

        I got this: "Undelivered mail, 550 5.1.1 user unknown". Why?
        """);

    public static byte[] Unsubscribe(string to) => Bytes($"""
        From: Reader <other-address@example.com>
        To: {to}
        Subject: unsubscribe

        """);

    public static byte[] ReadReceipt(string to) => Bytes($"""
        From: Reader <reader@example.com>
        To: {to}
        Subject: Read: New
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=disposition-notification; boundary="b1"

        --b1
        Content-Type: text/plain

        It was read.
        --b1
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822; reader@example.com
        Disposition: manual-action/MDN-sent-manually; displayed
        --b1--
        """);

    /// <summary>Containers within containers.</summary>
    public static byte[] Bomb(string to, int depth)
    {
        var mail = new StringBuilder($"From: MAILER-DAEMON@mx.example.com\r\nTo: {to}\r\nMIME-Version: 1.0\r\n");
        for (var level = 0; level < depth; level++)
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"b{level}\"\r\n\r\n--b{level}\r\n");
        return Encoding.ASCII.GetBytes(mail.Append("Content-Type: text/plain\r\n\r\n550 5.1.1 user unknown\r\n").ToString());
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Jis(string text) => Encoding.GetEncoding("iso-2022-jp").GetBytes(text);

    private static byte[] Report(string to, string status, string type, string encoding, string messageId = MessageId, string text = "This is the mail system. Your mail could not be delivered.", string head = "Reporting-MTA: dns; mx.example.com\n\n") => Bytes($"""
        Return-Path: <>
        Delivered-To: {to}
        From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
        To: {to}
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain; charset=utf-8

        {text}

        --b1
        Content-Type: {type}
        Content-Transfer-Encoding: {encoding}

        {(status.StartsWith("Arrival", StringComparison.Ordinal) ? "" : head)}{status}

        --b1
        Content-Type: text/rfc822-headers

        From: news@blog.example
        Message-ID: <{messageId}>
        Subject: New

        --b1--
        """);
}
