using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Publisher.Mail;
using Publisher.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Dkim;

/// <summary>Signatures, as verifiers that others wrote judge them.</summary>
public sealed partial class DkimSignerTests
{
    private static readonly DkimKey[] Keys = [SomeKeys.Rsa, SomeKeys.Ed25519];

    public static TheoryData<string> Mails { get; } = ["english", "japanese", "notice", "large"];

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Both_signatures_are_good_to_every_judge(string name)
    {
        var wire = SomeKeys.Signed(Mail(name), SomeKeys.Both, SomeMail.JapaneseSender);
        Assert.Equal([true, true], Judges.MimeKit(wire, Keys));
        Assert.Equal(["True", "True"], await Judges.DkimpyAsync(wire, Keys));
    }

    [Fact]
    public void Whatever_people_write_is_signed_well() => Gen.Select(SomeMail.Text, SomeMail.Text, SomeMail.Text).Sample(
        text =>
        {
            var message = SomeMail.English with { Subject = text.Item1, Text = text.Item2, Html = $"<p>{text.Item2}</p>", List = SomeMail.English.List! with { Name = text.Item3 } };
            Assert.Equal([true, true], Judges.MimeKit(SomeKeys.Signed(message, SomeKeys.Both, SomeMail.Sender with { Name = text.Item3 }), Keys));
        },
        iter: 300);

    [Theory]
    [InlineData("Subject: another\r\n", false)]
    [InlineData("From: thief@example.net\r\n", false)]
    [InlineData("To: other@example.net\r\n", false)]
    [InlineData("Cc: other@example.net\r\n", false)]
    [InlineData("Date: Thu, 1 Jan 2026 00:00:00 +0000\r\n", false)]
    [InlineData("Message-ID: <a@b.example>\r\n", false)]
    [InlineData("Reply-To: thief@example.net\r\n", false)]
    [InlineData("MIME-Version: 1.0\r\n", false)]
    [InlineData("Content-Type: text/html\r\n", false)]
    [InlineData("List-Unsubscribe: <https://thief.example/>\r\n", false)]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", false)]
    [InlineData("Received: from a by b\r\n", true)]
    [InlineData("Sender: list@example.net\r\n", true)]
    [InlineData("X-Spam-Status: No\r\n", true)]
    public async Task A_field_put_in_on_the_way_breaks_what_it_would_change(string field, bool isGood)
    {
        byte[] wire = [.. Encoding.ASCII.GetBytes(field), .. SomeKeys.Signed(SomeMail.English, SomeKeys.Both)];
        Assert.All(await Judges.DkimpyAsync(wire, Keys), verdict => Assert.Equal(isGood, verdict == "True"));
    }

    [Fact]
    public async Task White_space_that_relays_change_breaks_nothing_and_a_word_does()
    {
        var wire = Encoding.ASCII.GetString(SomeKeys.Signed(SomeMail.English, SomeKeys.Both));
        var relayed = wire.Replace("Subject: ", "subject:   ", StringComparison.Ordinal).Replace("From here on", "From  here\ton ", StringComparison.Ordinal) + "\r\n\r\n";
        Assert.Equal(["True", "True"], await Judges.DkimpyAsync(Encoding.ASCII.GetBytes(relayed), Keys));
        var changed = Encoding.ASCII.GetBytes(wire.Replace("From here on", "From there on", StringComparison.Ordinal));
        Assert.Equal([false, false], Judges.MimeKit(changed, Keys));
        Assert.DoesNotContain("True", await Judges.DkimpyAsync(changed, Keys));
    }

    [Fact]
    public void The_same_mail_gets_the_same_signatures_of_its_own_time()
    {
        var wire = SomeKeys.Signed(SomeMail.Japanese, SomeKeys.Both);
        Assert.Equal(wire, SomeKeys.Signed(SomeMail.Japanese, new([KeyPem.Read(SomeKeys.RsaPem, "blog.example", "rsa1").Key!, SomeKeys.Ed25519])));
        Assert.Contains($" t={SomeMail.Japanese.Date.ToUnixTimeSeconds()};", Encoding.ASCII.GetString(wire), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_keeps_its_lines_short_and_RSA_stands_on_top()
    {
        var wire = Encoding.ASCII.GetString(SomeKeys.Signed(SomeMail.English, SomeKeys.Both));
        Assert.All(wire[..wire.IndexOf("From:", StringComparison.Ordinal)].Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(["rsa-sha256", "ed25519-sha256"], Algorithm().Matches(wire).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain(" l=", wire, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reader@example.com")]
    [InlineData("読者@example.com")]
    public async Task A_server_gets_the_bytes_that_were_signed(string to)
    {
        await using var server = new SmtpServer { Extensions = ["SMTPUTF8", "8BITMIME", "PIPELINING", "SIZE 1000000", "CHUNKING", "BINARYMIME"] };
        await using var transport = new SmtpTransport(server.Options(), SomeMail.JapaneseSender, SomeKeys.Both);
        var message = SomeMail.Japanese with { To = to };
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(message, CancellationToken.None)).Kind);
        var mail = Assert.Single(server.Received);
        Assert.Equal(SomeKeys.Signed(message, SomeKeys.Both, SomeMail.JapaneseSender), mail.Bytes);
        if (to.All(char.IsAscii))
            Assert.Equal(["True", "True"], await Judges.DkimpyAsync(mail.Bytes, Keys));
    }

    [Fact]
    public async Task Many_threads_sign_at_once()
    {
        var expected = SomeKeys.Signed(SomeMail.English, SomeKeys.Both);
        var signer = SomeKeys.Both;
        var signed = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => SomeKeys.Signed(SomeMail.English, signer))));
        Assert.All(signed, wire => Assert.Equal(expected, wire));
    }

    private static OutgoingMessage Mail(string name) => name switch
    {
        "english" => SomeMail.English,
        "japanese" => SomeMail.Japanese,
        "large" => SomeMail.Large,
        _ => SomeMail.Japanese with { List = null, UnsubscribeUrl = null, Html = null },
    };

    [GeneratedRegex("DKIM-Signature: v=1; a=([a-z0-9-]+);")]
    private static partial Regex Algorithm();
}
