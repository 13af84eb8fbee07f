using Publisher.Mail;
using Publisher.Mail.Mailboxes;
using Publisher.Newsletter;
using Publisher.Tests.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>Addresses that name a delivery, and what of them stands on the wire.</summary>
public sealed class ReturnAddressTests
{
    private static readonly BouncesOptions Options = new() { Address = "bounces@blog.example", Host = "localhost", Username = "bounces" };
    private static readonly ReturnAddresses Returns = new(new(new byte[32]), Options);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1_000_000)]
    [InlineData(1_099_511_627_775, 1_099_511_627_775)]
    public void An_address_names_its_delivery_whatever_servers_do_to_its_case(long issue, long subscriber)
    {
        var address = Returns.Envelope(issue, subscriber)!;
        Assert.Equal(address, Returns.Envelope(issue, subscriber));
        Assert.InRange(address.Split('@')[0].Length, 1, 64);
        Assert.Equal(address.ToLowerInvariant(), address);
        Assert.All([address, address.ToUpperInvariant(), address.Replace("bounces+", "b+", StringComparison.Ordinal)], one => Assert.Equal((issue, subscriber), Returns.ReadEnvelope(one)));
        Assert.Equal((issue, subscriber), Returns.ReadName(Returns.EnvelopeId(issue, subscriber)!));
    }

    [Fact]
    public void An_address_changed_anywhere_names_nothing()
    {
        var address = Returns.Envelope(7, 8)!;
        var (from, to) = (address.IndexOf('+', StringComparison.Ordinal) + 1, address.IndexOf('@', StringComparison.Ordinal));
        for (var i = from; i < to; i++)
            Assert.Null(Returns.ReadEnvelope(address[..i] + (address[i] == 'a' ? 'b' : 'a') + address[(i + 1)..]));
        Assert.All([address.Remove(from, 1), address.Insert(to, "a"), address.Insert(to, "aaaaaaaa"), "bounces+@blog.example", "bounces@blog.example", "+", "@", "", "bounces+" + new string('a', 44) + "@blog.example"], one => Assert.Null(Returns.ReadEnvelope(one)));
    }

    [Fact]
    public void An_address_of_another_key_or_another_purpose_names_nothing()
    {
        var others = new ReturnAddresses(new([.. Enumerable.Repeat((byte)1, 32)]), Options);
        Assert.Null(Returns.ReadEnvelope(others.Envelope(7, 8)!));
        Assert.Null(Returns.ReadUnsubscribe(Returns.Envelope(7, 8)!));
        Assert.Null(Returns.ReadEnvelope(Returns.Unsubscribe(8)!));
        Assert.Equal(8, Returns.ReadUnsubscribe(Returns.Unsubscribe(8)!));
    }

    [Fact]
    public void Without_a_mailbox_nothing_is_promised()
    {
        var none = new ReturnAddresses(new(new byte[32]), new());
        Assert.Null(none.Envelope(1, 1));
        Assert.Null(none.EnvelopeId(1, 1));
        Assert.Null(none.Unsubscribe(1));
    }

    [Fact]
    public async Task The_envelope_carries_the_name_and_asks_for_a_short_report_where_the_server_can()
    {
        var mail = SomeMail.English with { EnvelopeSender = Returns.Envelope(7, 8), EnvelopeId = Returns.EnvelopeId(7, 8) };
        await using var modern = new SmtpServer { Extensions = ["PIPELINING", "DSN"] };
        await modern.SendAsync(mail);
        await using var old = new SmtpServer();
        await old.SendAsync(mail);
        Assert.Contains($"MAIL FROM:<{mail.EnvelopeSender}> ENVID={mail.EnvelopeId} RET=HDRS", modern.Commands);
        Assert.Contains($"MAIL FROM:<{mail.EnvelopeSender}>", old.Commands.Select(line => line.Split(" SIZE")[0]));
    }

    [Fact]
    public void The_header_offers_a_mail_to_unsubscribe_as_second_way()
    {
        var mail = SomeMail.English with { UnsubscribeAddress = Returns.Unsubscribe(8) };
        var wire = SomeMail.Wire(mail).Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal);
        Assert.Matches(@"List-Unsubscribe: ?<https://blog.example/unsubscribe/abc123>, ?<mailto:unsubscribe\+[a-z2-7]+@blog.example>\r\n", wire);
        Assert.All(SomeMail.Wire(mail).Split("\r\n"), line => Assert.InRange(line.Length, 0, 98));
    }

    [Fact]
    public void Base32_is_that_of_the_specification()
    {
        Assert.Equal(["", "my", "mzxq", "mzxw6", "mzxw6yq", "mzxw6ytb", "mzxw6ytboi"], new[] { "", "f", "fo", "foo", "foob", "fooba", "foobar" }.Select(text => Base32.Write(System.Text.Encoding.ASCII.GetBytes(text))));
        Assert.Null(Base32.Read("mz"));
        Assert.Null(Base32.Read("m1"));
    }
}
