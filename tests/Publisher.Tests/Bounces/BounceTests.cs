using Publisher.Mail.Mailboxes;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>What follows from a report for the delivery and its reader, in the whole service.</summary>
public sealed class BounceTests
{
    private const string Reader = SomeReports.Reader;

    [Theory]
    [InlineData("5.1.1", "failed confirmed hardbounce")]
    [InlineData("5.2.2", "failed confirmed mailable")]
    [InlineData("5.1.2", "failed confirmed mailable")]
    [InlineData("5.7.1", "failed confirmed mailable")]
    [InlineData("5.3.4", "failed confirmed mailable")]
    [InlineData("4.4.7", "failed confirmed mailable")]
    public async Task A_report_fails_its_delivery_and_its_code_decides_on_the_reader(string code, string standing)
    {
        await using var blog = await MailedAsync();
        var effect = await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath(Reader), code, "smtp; 5xx refused"));
        Assert.Equal((Filing.Processed, true), (effect.Filing, effect.IsEffective));
        Assert.Equal(standing, await blog.StandingAsync(Reader));
        Assert.StartsWith($"came back: {code}", await blog.TextAsync("select reply from deliveries"), StringComparison.Ordinal);
        Assert.Equal(1, await blog.NumberAsync("select count(*) from bounces"));
    }

    [Fact]
    public async Task A_report_counts_once_however_often_it_comes()
    {
        await using var blog = await MailedAsync();
        var path = blog.ReturnPath(Reader);
        Assert.True((await blog.TakeAsync(SomeReports.Failed(path, "5.2.2"))).IsEffective);
        Assert.False((await blog.TakeAsync(SomeReports.Failed(path, "5.2.2"))).IsEffective);
        Assert.False((await blog.TakeAsync(SomeReports.Failed(path, "5.1.1"))).IsEffective);
        Assert.Equal("failed confirmed mailable", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task A_forged_report_harms_nobody()
    {
        await using var blog = await MailedAsync();
        var path = blog.ReturnPath(Reader);
        byte[][] forged =
        [
            SomeReports.Failed("bounces@blog.example"),
            SomeReports.Failed("bounces+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@blog.example"),
            SomeReports.Failed(path.Replace(path[20], path[20] == 'a' ? 'b' : 'a'), recipient: Reader),
            SomeReports.Failed("news@blog.example", recipient: Reader),
            // A true name, of a mail that another reader got.
            SomeReports.Failed("news@blog.example", recipient: Reader, messageId: "ffffffffffffffffffffffffffffffff@blog.example"),
            SomeReports.Complaint("fbl@blog.example", "bounces@blog.example"),
            SomeReports.Unsubscribe("unsubscribe@blog.example"),
            SomeReports.Unsubscribe("unsubscribe+" + path.Split('+', '@')[1] + "@blog.example"),
            SomeReports.Vacation(path),
            SomeReports.Human(path),
        ];
        foreach (var mail in forged)
            Assert.False((await blog.TakeAsync(mail)).IsEffective);
        Assert.Equal("sent confirmed mailable", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task A_report_about_a_mail_that_never_left_is_none()
    {
        await using var blog = await MailedAsync();
        var path = blog.ReturnPath(Reader);
        foreach (var status in new[] { "pending", "sending", "withheld" })
        {
            await blog.ExecuteAsync($"update deliveries set status = '{status}'");
            Assert.False((await blog.TakeAsync(SomeReports.Failed(path))).IsEffective);
        }

        await blog.ExecuteAsync("delete from deliveries");
        Assert.False((await blog.TakeAsync(SomeReports.Failed(path))).IsEffective);
        Assert.Equal("none confirmed mailable", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task A_report_that_comes_after_a_month_says_nothing()
    {
        await using var blog = await MailedAsync();
        await blog.ExecuteAsync("update deliveries set settled_at = settled_at - 2678400000");
        Assert.False((await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath(Reader)))).IsEffective);
        Assert.Equal("sent confirmed mailable", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task A_report_without_our_address_is_known_by_its_envelope_or_by_the_mail_it_returns()
    {
        await using var blog = await MailedAsync("other@example.com");
        var name = blog.ReturnPath("other@example.com").Split('+', '@')[1];
        var byEnvelope = SomeReports.Bytes(System.Text.Encoding.UTF8.GetString(SomeReports.Dsn("news@blog.example", SomeReports.Group("5.1.1", recipient: "other@example.com"))).Replace("Reporting-MTA:", $"Original-Envelope-Id: {name}\r\nReporting-MTA:", StringComparison.Ordinal));
        Assert.True((await blog.TakeAsync(byEnvelope)).IsEffective);
        Assert.True((await blog.TakeAsync(SomeReports.Failed("news@blog.example", recipient: "READER@example.com", messageId: blog.MessageId(Reader)))).IsEffective);
        Assert.Equal(["failed confirmed hardbounce", "failed confirmed hardbounce"], [await blog.StandingAsync(Reader), await blog.StandingAsync("other@example.com")]);
    }

    [Fact]
    public async Task Of_several_recipients_the_reader_counts_and_of_strangers_the_mildest()
    {
        await using var blog = await MailedAsync("list@example.com");
        await blog.TakeAsync(SomeReports.Dsn(blog.ReturnPath(Reader), SomeReports.Group("5.1.1", recipient: "a@example.net"), SomeReports.Group("5.2.2")));
        await blog.TakeAsync(SomeReports.Dsn(blog.ReturnPath("list@example.com"), SomeReports.Group("5.1.1", recipient: "a@example.net"), SomeReports.Group("5.2.2", recipient: "b@example.net")));
        Assert.Equal(["failed confirmed mailable", "failed confirmed mailable"], [await blog.StandingAsync(Reader), await blog.StandingAsync("list@example.com")]);
    }

    [Fact]
    public async Task A_complaint_ends_the_subscription_for_good()
    {
        await using var blog = await MailedAsync("other@example.com");
        Assert.True((await blog.TakeAsync(SomeReports.Complaint("fbl@blog.example", blog.ReturnPath(Reader)))).IsEffective);
        // The recipient is blotted out, and so is the envelope; the Message-ID alone, without an address, proves nothing.
        Assert.False((await blog.TakeAsync(SomeReports.Complaint("fbl@blog.example", "redacted@blog.example", blog.MessageId("other@example.com"), recipient: ""))).IsEffective);
        Assert.True((await blog.TakeAsync(SomeReports.Complaint("fbl@blog.example", "redacted@blog.example", blog.MessageId("other@example.com"), recipient: "Original-Rcpt-To: <other@example.com>\n"))).IsEffective);
        Assert.Equal(["sent unsubscribed complaint", "sent unsubscribed complaint"], [await blog.StandingAsync(Reader), await blog.StandingAsync("other@example.com")]);
    }

    [Fact]
    public async Task A_complaint_without_any_envelope_of_ours_is_known_by_its_link_to_unsubscribe()
    {
        await using var blog = await MailedAsync();
        var link = blog.Smtp.Received[^1].Message.Headers["List-Unsubscribe"]!;
        var mail = System.Text.Encoding.UTF8.GetString(SomeReports.Complaint("fbl@blog.example", "redacted@blog.example", blog.MessageId(Reader), recipient: "Original-Rcpt-To: redacted\n"))
            .Replace("Subject: New", $"List-Unsubscribe: {link}\r\nSubject: New", StringComparison.Ordinal);
        Assert.True((await blog.TakeAsync(SomeReports.Bytes(mail))).IsEffective);
        Assert.Equal("sent unsubscribed complaint", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task Many_complaints_pause_what_is_left_of_an_issue()
    {
        await using var blog = await MailedAsync("b@example.com", "c@example.com", "d@example.com");
        string? alarm = null;
        foreach (var reader in new[] { Reader, "b@example.com", "c@example.com" })
            alarm = (await blog.TakeAsync(SomeReports.Complaint("fbl@blog.example", blog.ReturnPath(reader)))).Alarm;
        Assert.Equal("paused", await blog.TextAsync("select status from issues"));
        Assert.Contains("3 of 4 readers", alarm, StringComparison.Ordinal);
        Assert.DoesNotContain("@", alarm, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_to_unsubscribe_acts_as_the_link_does()
    {
        await using var blog = await MailedAsync();
        var header = blog.Smtp.Received[^1].Message.Headers["List-Unsubscribe"]!;
        var address = header.Split("mailto:")[1].TrimEnd('>');
        Assert.StartsWith("unsubscribe+", address, StringComparison.Ordinal);
        Assert.True((await blog.TakeAsync(SomeReports.Unsubscribe(address))).IsEffective);
        Assert.Equal("sent unsubscribed mailable", await blog.StandingAsync(Reader));
    }

    [Fact]
    public async Task Refusals_at_the_door_count_as_reports_do()
    {
        await using var blog = await BouncingBlog.StartAsync();
        blog.Smtp.Script = (stage, context) => (stage, context.To) switch
        {
            (SmtpStage.Rcpt, "gone@example.com") => SmtpAction.Reply(550, "5.1.1 no such user"),
            (SmtpStage.Rcpt, "full@example.com") => SmtpAction.Reply(552, "5.2.2 full"),
            (SmtpStage.Dot, "blocked@example.com") => SmtpAction.Reply(554, "5.7.1 we do not like you"),
            _ => SmtpAction.Continue,
        };
        await blog.AddReadersAsync("gone@example.com", "full@example.com", "blocked@example.com", "well@example.com");
        await blog.MailAsync(4);
        await blog.RefusalsAsync();
        await blog.RefusalsAsync();
        Assert.Equal(
            ["failed confirmed hardbounce", "failed confirmed mailable", "failed confirmed mailable", "sent confirmed mailable"],
            [await blog.StandingAsync("gone@example.com"), await blog.StandingAsync("full@example.com"), await blog.StandingAsync("blocked@example.com"), await blog.StandingAsync("well@example.com")]);
        Assert.Equal(3, await blog.NumberAsync("select count(*) from bounces"));
        Assert.Single(blog.Publisher.Log.Warnings, line => line.StartsWith("example.com refuses our mail by policy (5.7.1)", StringComparison.Ordinal));
        await blog.MailAsync(3);
        Assert.Equal(1, await blog.NumberAsync("select count(*) from deliveries d join subscribers s on s.id = d.subscriber_id where s.email = 'gone@example.com'"));
    }

    [Fact]
    public async Task A_mailbox_that_is_full_for_weeks_is_given_up_and_one_mail_that_arrives_saves_it()
    {
        await using var blog = await BouncingBlog.StartAsync();
        await blog.AddReadersAsync("full@example.com", "lucky@example.com");
        for (var week = 0; week < 5; week++)
        {
            await blog.MailAsync(2);
            await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath("full@example.com"), "5.2.2"));
            if (week != 2)
                await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath("lucky@example.com"), "5.2.2"));
            await PassAsync(blog, 7);
        }

        await blog.MailAsync(1);
        await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath("lucky@example.com"), "5.2.2"));
        Assert.Equal(["failed confirmed hardbounce", "failed confirmed mailable"], [await blog.StandingAsync("full@example.com"), await blog.StandingAsync("lucky@example.com")]);
    }

    [Fact]
    public async Task No_more_addresses_a_day_are_suppressed_than_is_set()
    {
        string[] readers = [.. Enumerable.Range(0, 4).Select(number => $"r{number}@example.com")];
        await using var blog = await BouncingBlog.StartAsync("mail.bounces.suppressionsPerDay=2");
        await blog.AddReadersAsync(readers);
        await blog.MailAsync(4);
        var alarms = new List<string?>();
        foreach (var reader in readers)
            alarms.Add((await blog.TakeAsync(SomeReports.Failed(blog.ReturnPath(reader)))).Alarm);
        Assert.Equal(2, await blog.NumberAsync("select count(*) from suppressions"));
        Assert.Equal([false, false, true, true], alarms.Select(alarm => alarm?.Contains("mail.bounces.suppressionsPerDay", StringComparison.Ordinal) ?? false));
    }

    // The clock of the ledger: what was sent moves into the past.
    private static async Task PassAsync(BouncingBlog blog, int days)
    {
        var past = $"{days} * 86400000";
        await blog.ExecuteAsync($"update deliveries set settled_at = settled_at - {past}");
        await blog.ExecuteAsync($"update issues set created_at = created_at - {past}");
        await blog.ExecuteAsync($"update bounces set sent_at = sent_at - {past}, counted_at = counted_at - {past}");
    }

    private static async Task<BouncingBlog> MailedAsync(params string[] others)
    {
        var blog = await BouncingBlog.StartAsync();
        await blog.AddReadersAsync([Reader, .. others]);
        await blog.MailAsync(1 + others.Length);
        return blog;
    }
}
