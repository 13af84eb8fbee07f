using System.Runtime.CompilerServices;
using System.Text;
using MimeKit;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>What stands in a mail. The golden files are renewed by running with PUBLISHER_RENEW_GOLDEN=1.</summary>
public sealed class MessageBuilderTests
{
    [Fact]
    public void An_English_mail_is_written_as_it_always_was() => Golden("english.eml", SomeMail.Wire(SomeMail.English));

    [Fact]
    public void A_Japanese_mail_is_written_as_it_always_was() => Golden("japanese.eml", SomeMail.Wire(SomeMail.Japanese, SomeMail.JapaneseSender));

    [Fact]
    public void Each_field_stands_once()
    {
        var mime = MessageBuilder.Build(SomeMail.English, SomeMail.Sender);
        string[] names = ["From", "Reply-To", "To", "Message-Id", "Subject", "Date", "Auto-Submitted", "Content-Language", "Precedence", "List-Id", "List-Archive", "List-Subscribe", "List-Help", "List-Post", "Feedback-ID", "CFBL-Address", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version"];
        Assert.Equal(names, mime.Headers.Select(header => header.Field), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Mail_that_is_no_newsletter_says_nothing_of_a_list()
    {
        var mime = MessageBuilder.Build(SomeMail.English with { List = null, UnsubscribeUrl = null }, SomeMail.Sender);
        Assert.Equal("auto-generated", mime.Headers[HeaderId.AutoSubmitted]);
        Assert.DoesNotContain(mime.Headers, header => header.Field.StartsWith("List-", StringComparison.Ordinal) || header.Id == HeaderId.Precedence || header.Field is "Feedback-ID" or "CFBL-Address");
    }

    [Fact]
    public void A_mail_reads_back_as_it_was_meant()
    {
        var mime = Read(SomeMail.Wire(SomeMail.Japanese, SomeMail.JapaneseSender));
        Assert.Equal(SomeMail.Japanese.Subject, mime.Subject);
        Assert.Equal("株式会社ブログ, 編集部", mime.From.Mailboxes.Single().Name);
        Assert.Equal(SomeMail.Japanese.Text.ReplaceLineEndings("\r\n"), Decoded(mime.BodyParts.First()));
        Assert.Equal(SomeMail.Japanese.Html!.ReplaceLineEndings("\r\n"), Decoded(mime.BodyParts.Last()));
        Assert.Equal(SomeMail.Japanese.Date, mime.Date);
        Assert.Equal(SomeMail.Japanese.Date.Offset, mime.Date.Offset);
        Assert.Equal(SomeMail.Japanese.MessageId, mime.MessageId);
    }

    [Fact]
    public void A_list_keeps_its_id_whatever_its_name()
    {
        Assert.Contains("\r\nList-Id: The Blog <newsletter.blog.example>\r\n", SomeMail.Wire(SomeMail.English), StringComparison.Ordinal);
        Assert.Contains("<newsletter.blog.example>\r\n", SomeMail.Wire(SomeMail.Japanese), StringComparison.Ordinal);
        Assert.Contains("\r\nList-Id: <newsletter.blog.example>\r\n", SomeMail.Wire(SomeMail.English with { List = new("") }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_beyond_ASCII_goes_as_punycode()
    {
        var list = SomeMail.English.List! with { Archive = new("https://ブログ.example/issues/") };

        Assert.Contains($"\r\nList-Archive: <https://{list.Archive!.IdnHost}/issues/>\r\n", SomeMail.Wire(SomeMail.English with { List = list }), StringComparison.Ordinal);
    }

    [Fact]
    public void Complaints_have_an_address_only_where_somebody_reads_them()
    {
        Assert.Contains("\r\nCFBL-Address: bounces@blog.example; report=arf\r\n", SomeMail.Wire(SomeMail.English), StringComparison.Ordinal);
        Assert.DoesNotContain("CFBL", SomeMail.Wire(SomeMail.English with { List = SomeMail.English.List! with { ComplaintAddress = null } }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unsubscribe_address_stands_whole_and_in_ASCII()
    {
        var url = new Uri("https://ブログ.example/unsubscribe/" + new string('a', 90) + "?読=者");
        var value = Read(SomeMail.Wire(SomeMail.English with { UnsubscribeUrl = url })).Headers[HeaderId.ListUnsubscribe]!;
        Assert.Equal($"<https://xn--sckyeod.example/unsubscribe/{new string('a', 90)}?%E8%AA%AD=%E8%80%85>".Replace("xn--sckyeod", url.IdnHost.Split('.')[0], StringComparison.Ordinal), value.Trim());
    }

    [Fact]
    public void Controls_leave_a_body_and_its_lines_end_in_CRLF()
    {
        var mime = Read(SomeMail.Wire(SomeMail.English with { Text = "a\0b\u0001c\td\ne\rf\r\ng—", Html = null }));
        Assert.Equal("abc\td\r\ne\r\nf\r\ng—", Decoded(mime.BodyParts.Single()));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("a@b.c\r\nRCPT TO:<d@e.f>")]
    [InlineData("")]
    public void A_recipient_that_is_no_address_is_told_so(string to) =>
        Assert.Throws<UnmailableException>(() => MessageBuilder.Build(SomeMail.English with { To = to }, SomeMail.Sender));

    private static string Decoded(MimeEntity part)
    {
        using var bytes = new MemoryStream();
        ((TextPart)part).Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static MimeMessage Read(string wire) => MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(wire)));

    // Kept with the line ends of the repository, so that no checkout changes them.
    private static void Golden(string name, string wire, [CallerFilePath] string source = "")
    {
        Assert.Equal(wire, wire.ReplaceLineEndings("\r\n"));
        var text = wire.ReplaceLineEndings("\n");
        var path = Path.Combine(Path.GetDirectoryName(source)!, "..", "Golden", "Mail", name);
        if (Environment.GetEnvironmentVariable("PUBLISHER_RENEW_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "Mail", name)).ReplaceLineEndings("\n"), text);
    }
}
