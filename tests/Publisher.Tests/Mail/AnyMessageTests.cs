using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using MimeKit;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>What holds for every mail, whatever people write into titles and names.</summary>
public sealed partial class AnyMessageTests
{
    private static readonly Gen<(OutgoingMessage Message, Sender Sender)> Mail =
        Gen.Select(SomeMail.Text, SomeMail.Text, SomeMail.Text, SomeMail.Text, (subject, name, list, body) =>
            (SomeMail.English with { Subject = subject, List = SomeMail.English.List! with { Name = list }, Text = body, Html = $"<p>{body}</p>" }, SomeMail.Sender with { Name = name }));

    private static readonly string[] Fields = [.. MessageBuilder.Build(SomeMail.English, SomeMail.Sender).Headers.Select(header => header.Field), "Content-Type"];

    [Fact]
    public void Nothing_that_is_written_becomes_a_field() => Mail.Sample(mail =>
    {
        var mime = Read(mail.Message, mail.Sender);
        var fields = HeaderLines(mail.Message, mail.Sender).Where(line => line[0] is not (' ' or '\t')).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(Fields.Order(), fields.Order());
        Assert.Equal(["reader@example.com"], mime.GetRecipients().Select(mailbox => mailbox.Address));
        Assert.Equal("news@blog.example", mime.From.Mailboxes.Single().Address);
    });

    [Fact]
    public void Every_line_and_every_encoded_word_keeps_its_limit() => Mail.Sample(mail =>
    {
        var header = HeaderLines(mail.Message, mail.Sender).ToList();
        Assert.All(header.Where(line => line.Contains("=?utf-8?", StringComparison.Ordinal)), line => Assert.True(line.Length <= 76, $"{line.Length}: {line}"));
        Assert.All(header, line => Assert.True(line.Length <= 78, $"{line.Length}: {line}"));
        Assert.All(header.SelectMany(line => EncodedWord().Matches(line)), word => Assert.True(word.Length <= 75, word.Value));
        Assert.All(Wire(mail.Message, mail.Sender).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.All(header, line => Assert.False(string.IsNullOrWhiteSpace(line)));
    });

    [Fact]
    public void All_is_seven_bit_text_without_bare_line_ends() => Mail.Sample(mail =>
    {
        var wire = MessageBuilder.Render(mail.Message, mail.Sender);
        Assert.DoesNotContain(wire, b => b is 0 or > 126 || (b < 32 && b is not (9 or 10 or 13)));
        Assert.DoesNotMatch(BareLineEnd(), Encoding.ASCII.GetString(wire));
    });

    [Fact]
    public void What_was_written_reads_back() => Mail.Sample(mail =>
    {
        var mime = Read(mail.Message, mail.Sender);
        Assert.Equal(MailText.OneLine(mail.Message.Subject), mime.Subject ?? "");
        Assert.Equal(MailText.OneLine(mail.Sender.Name), mime.From.Mailboxes.Single().Name ?? "");
        Assert.Equal(WellFormed(MailText.Body(TextWrap.Wrap(MailText.WellFormed(mail.Message.Text)))).TrimEnd(), mime.TextBody!.ReplaceLineEndings("\r\n").TrimEnd());
    });

    [Fact]
    public void The_same_mail_has_the_same_bytes() => Mail.Sample(mail =>
        Assert.Equal(MessageBuilder.Render(mail.Message, mail.Sender), MessageBuilder.Render(mail.Message with { }, mail.Sender with { })));

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Wire(OutgoingMessage message, Sender sender) => SomeMail.Wire(message, sender);

    private static IEnumerable<string> HeaderLines(OutgoingMessage message, Sender sender)
    {
        var wire = Wire(message, sender);
        return wire[..wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
    }

    private static MimeMessage Read(OutgoingMessage message, Sender sender) => MimeMessage.Load(new MemoryStream(MessageBuilder.Render(message, sender)));

    [GeneratedRegex(@"=\?utf-8\?[bq]\?[^?]*\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<!\r)\n|\r(?!\n)")]
    private static partial Regex BareLineEnd();
}
