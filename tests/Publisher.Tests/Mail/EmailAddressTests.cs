using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>Which addresses readers may give.</summary>
public sealed class EmailAddressTests
{
    private const string Label63 = "a23456789012345678901234567890123456789012345678901234567890123";

    [Theory]
    [InlineData("reader@example.com", "reader@example.com")]
    [InlineData("  Reader.Name+tag@EXAMPLE.Com\t", "Reader.Name+tag@example.com")]
    [InlineData("o'brien_1-2@sub.example.co.jp", "o'brien_1-2@sub.example.co.jp")]
    [InlineData("a@例え.jp", "a@xn--r8jz45g.jp")]
    [InlineData("a@xn--r8jz45g.jp", "a@xn--r8jz45g.jp")]
    [InlineData("ü@example.com", "ü@example.com")]
    [InlineData("हिन्दी@example.com", "हिन्दी@example.com")]
    [InlineData("a@" + Label63 + ".com", "a@" + Label63 + ".com")]
    [InlineData(Label63 + "x@example.com", Label63 + "x@example.com")]
    public void Good_addresses_are_taken(string input, string address)
    {
        Assert.True(EmailAddress.TryParse(input, out var email));
        Assert.Equal(address, email.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("reader")]
    [InlineData("@example.com")]
    [InlineData("reader@")]
    [InlineData("reader@localhost")]
    [InlineData("a@b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("a.@example.com")]
    [InlineData("a..b@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("A Reader <a@example.com>")]
    [InlineData("<a@example.com>")]
    [InlineData("a@[192.0.2.1]")]
    [InlineData("a@192.0.2.1")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com\r\nRCPT TO:<b@example.com>")]
    [InlineData("a\0@example.com")]
    [InlineData("a\u0085@example.com")]
    [InlineData("a@exam\u0001ple.com")]
    [InlineData("a@-example.com")]
    [InlineData("a@example-.com")]
    [InlineData("a@exam_ple.com")]
    [InlineData("a@example..com")]
    [InlineData("a@.example.com")]
    [InlineData("a@example.com.")]
    [InlineData("a＠example.com")]
    [InlineData("a(comment)@example.com")]
    [InlineData("a\ud800@example.com")]
    [InlineData("👍@example.com")]
    [InlineData("a@" + Label63 + "x.com")]
    [InlineData(Label63 + "xy@example.com")]
    [InlineData("a@" + Label63 + "." + Label63 + "." + Label63 + "." + Label63 + ".com")]
    public void Bad_addresses_are_not(string input) => Assert.False(EmailAddress.TryParse(input, out _));

    [Fact]
    public void The_local_part_is_measured_in_octets() => Assert.False(EmailAddress.TryParse(new string('ü', 33) + "@example.com", out _));

    [Fact]
    public void Addresses_are_compared_in_lower_case_and_shown_masked()
    {
        Assert.True(EmailAddress.TryParse("Reader@Example.com", out var email));
        Assert.Equal("reader@example.com", email.Key);
        Assert.Equal("R•••@example.com", email.Masked);
        Assert.Equal(email.Masked, $"{email}");
    }
}
