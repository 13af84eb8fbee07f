using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>Who writes, by the settings.</summary>
public sealed class SenderTests
{
    [Theory]
    [InlineData("news@blog.example", "The site", "news@blog.example")]
    [InlineData("The Blog <news@blog.example>", "The Blog", "news@blog.example")]
    [InlineData("\"The \\\"Blog\\\"\" <news@blog.example>", "The \"Blog\"", "news@blog.example")]
    [InlineData("Foo, Inc. <news@blog.example>", "Foo, Inc.", "news@blog.example")]
    [InlineData("株式会社ブログ <news@例え.jp>", "株式会社ブログ", "news@xn--r8jz45g.jp")]
    [InlineData("news@localhost", "The site", "news@localhost")]
    [InlineData(null, "The site", "newsletter@site.example")]
    [InlineData(" ", "The site", "newsletter@site.example")]
    public void The_sender_is_read_from_the_settings(string? from, string name, string address) =>
        Assert.Equal(new Sender(name, address, null), Sender.From(new() { From = from }, "The site", "site.example"));

    [Theory]
    [InlineData("The Blog")]
    [InlineData("The Blog <news>")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("<>")]
    [InlineData("нов@blog.example")]
    [InlineData("news@blog.example\r\nBcc: thief@example.net")]
    public void A_sender_that_is_no_address_is_named_with_its_key(string from)
    {
        Assert.StartsWith("mail.from: ", Assert.Throws<MailException>(() => Sender.From(new() { From = from }, "", "x.example")).Message, StringComparison.Ordinal);
        Assert.StartsWith("mail.replyTo: ", Assert.Throws<MailException>(() => Sender.From(new() { ReplyTo = from }, "", "x.example")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "newsletter@localhost")]
    [InlineData("例え.jp", "newsletter@xn--r8jz45g.jp")]
    [InlineData("[::1]", "newsletter@localhost")]
    [InlineData("192.0.2.1", "newsletter@localhost")]
    public void Any_site_has_a_sender(string host, string address) => Assert.Equal(address, Sender.From(new(), "The site", host).Address);

    [Fact]
    public void Replies_go_where_the_settings_say() => Assert.Equal("me@blog.example", Sender.From(new() { ReplyTo = "Me <me@blog.example>" }, "", "x.example").ReplyTo);
}
