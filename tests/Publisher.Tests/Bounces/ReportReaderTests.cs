using CsCheck;
using Publisher.Mail.Reports;

namespace Publisher.Tests.Bounces;

/// <summary>What each kind of mail in the mailbox says.</summary>
public sealed class ReportReaderTests
{
    private const string To = "bounces+abc@blog.example";

    public static TheoryData<string, byte[], string, string?> Kinds => new()
    {
        { "a report", SomeReports.Failed(To), "Failure", "5.1.1" },
        { "a status with a comment", SomeReports.Failed(To, "5.2.2 (mailbox full)"), "Failure", "5.2.2" },
        { "a comment before the status", SomeReports.Failed(To, " 5.1.1", "smtp; 550 no"), "Failure", "5.1.1" },
        { "a vague status, and a code in the server's words", SomeReports.Failed(To, "5.0.0", "smtp; 550 5.1.1 unknown"), "Failure", "5.1.1" },
        { "a vague status, and the server's words alone", SomeReports.Failed(To, "5.0.0", "smtp; 550 Requested action not taken: mailbox unavailable"), "Failure", "5.1.1" },
        { "an address of the internet is no code", SomeReports.Failed(To, "none", "smtp; 550 refused 5.1.1.7"), "Failure", "5.0.0" },
        { "given up", SomeReports.Failed(To, "4.4.1", "X-Postfix; connect timed out"), "Failure", "4.4.1" },
        { "a status part in base64", SomeReports.Base64(To), "Failure", "5.1.1" },
        { "the international form", SomeReports.Global(To), "Failure", "5.1.1" },
        { "no groups of recipients", SomeReports.WithoutGroups(To), "Failure", "5.1.1" },
        { "upper case", SomeReports.Dsn(To, SomeReports.Group("5.1.1", action: "FAILED")), "Failure", "5.1.1" },
        { "a delay", SomeReports.Dsn(To, SomeReports.Group("4.4.1", action: "delayed")), "News", null },
        { "delivered", SomeReports.Dsn(To, SomeReports.Group("2.0.0", action: "delivered")), "News", null },
        { "relayed", SomeReports.Dsn(To, SomeReports.Group("2.0.0", action: "relayed")), "News", null },
        { "one of two failed", SomeReports.Dsn(To, SomeReports.Group("2.0.0", action: "relayed"), SomeReports.Group("5.1.1")), "Failure", "5.1.1" },
        { "qmail", SomeReports.Qmail(To), "Failure", "5.1.1" },
        { "Japanese", SomeReports.Japanese(To), "Failure", "5.1.1" },
        { "Japanese, full", SomeReports.Japanese(To, "メールボックスの容量が一杯です。"), "Failure", "5.2.2" },
        { "Exchange of old", SomeReports.OldExchange(To), "Failure", "5.1.1" },
        { "Exchange of today", SomeReports.NewExchange(To), "Failure", "5.1.10" },
        { "a complaint", SomeReports.Complaint("fbl@blog.example", To), "Complaint", null },
        { "not spam", SomeReports.Complaint("fbl@blog.example", To, type: "not-spam"), "News", null },
        { "away", SomeReports.Vacation(To), "AutomaticReply", null },
        { "away, in Japanese", SomeReports.Vacation(To, isJapanese: true), "AutomaticReply", null },
        { "a person", SomeReports.Human("news@blog.example"), "Message", null },
        { "a person who writes to the mailbox", SomeReports.Human(To), "Message", null },
        { "a receipt", SomeReports.ReadReceipt(To), "News", null },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_mail_says_what_it_is(string what, byte[] mail, string kind, string? code)
    {
        var report = ReportReader.Read(mail);
        Assert.Equal((what, kind, code), (what, report.Kind.ToString(), report.Recipients.Select(recipient => recipient.Code?.ToString()).FirstOrDefault(one => one is not null)));
    }

    [Fact]
    public void A_report_names_the_mail_that_it_is_about_in_every_way()
    {
        var report = ReportReader.Read(SomeReports.Bytes($"""
            Delivered-To: {To}
            X-Original-To: other+name@blog.example
            From: MAILER-DAEMON@mx.example.com
            To: undisclosed-recipients:;
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Original-Envelope-Id: envelope-name

            Original-Recipient: rfc822; Reader@Example.com
            Final-Recipient: rfc822; elsewhere@example.net
            Action: failed
            Status: 5.1.1

            --b
            Content-Type: message/rfc822

            Message-ID: <{SomeReports.MessageId}>
            Subject: New

            Text.
            --b--
            """));
        Assert.Equal([To, "other+name@blog.example"], report.Addressees);
        Assert.Equal(("envelope-name", SomeReports.MessageId), (report.EnvelopeId, report.MessageId));
        Assert.Equal(["Reader@Example.com", "elsewhere@example.net"], report.Recipients.Single().Addresses);
    }

    [Fact]
    public void A_complaint_without_a_recipient_is_known_by_the_mail_that_it_encloses()
    {
        var report = ReportReader.Read(SomeReports.Complaint("fbl@blog.example", To, recipient: ""));
        Assert.Contains(To, report.Addressees);
        Assert.Equal(SomeReports.MessageId, report.MessageId);
    }

    [Fact]
    public void The_mail_that_is_sent_back_says_nothing_about_its_reader() =>
        Assert.Equal("5.1.1", ReportReader.Read(SomeReports.Qmail(To)).Recipients.Single().Code.ToString());

    [Fact]
    public void A_server_is_believed_in_plain_text_and_a_person_is_not() =>
        Assert.Equal(ReportKind.Message, ReportReader.Read(SomeReports.Bytes(System.Text.Encoding.UTF8.GetString(SomeReports.Qmail(To)).Replace("MAILER-DAEMON@mx.example.com", "jane@example.com", StringComparison.Ordinal).Replace("Return-Path: <>", "Return-Path: <jane@example.com>", StringComparison.Ordinal))).Kind);

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    [InlineData(60_000)]
    public void Parts_within_parts_end_somewhere(int depth) => Assert.True(ReportReader.Read(SomeReports.Bomb(To, depth)).IsMachine);

    [Fact]
    public void A_mail_cut_off_anywhere_is_read_as_far_as_it_goes()
    {
        byte[][] mails = [SomeReports.Failed(To), SomeReports.Complaint("fbl@blog.example", To), SomeReports.Japanese(To), SomeReports.Base64(To), SomeReports.Global(To)];
        foreach (var mail in mails)
            for (var length = 1; length < mail.Length; length += 7)
                ReadOrRefuse(mail.AsMemory(0, length));
    }

    [Fact]
    public void Bytes_of_any_kind_do_no_harm() => Gen.Byte.Array[0, 300].Sample(bytes => ReadOrRefuse((byte[])[.. SomeReports.Failed(To).AsSpan(0, 400), .. bytes]), iter: 500);

    private static void ReadOrRefuse(ReadOnlyMemory<byte> mail)
    {
        try
        {
            ReportReader.Read(mail);
        }
        catch (FormatException)
        {
            // No mail at all.
        }
    }
}
