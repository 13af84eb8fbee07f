using CsCheck;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class XmlTextTests
{
    [Theory]
    [InlineData("a\0b\u0008c\u001fd", "abcd")]
    [InlineData("a\u0080b\u0085c\u009fd", "abcd")]
    [InlineData("a\ufffeb\uffffc", "abc")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("a\r\nb\rc\r\r\nd", "a\nb\nc\n\nd")]
    [InlineData("\ufffd \u2028 \u00a0 \u007f 👩‍💻 👩", "\ufffd \u2028 \u00a0 \u007f 👩‍💻 👩")]
    [InlineData("", "")]
    public void Only_what_no_feed_may_carry_goes(string text, string clean) => Assert.Equal(clean, XmlText.Clean(text));

    [Fact]
    public void Lone_surrogates_go()
    {
        // Not as data of a theory: an attribute is stored as UTF-8, which has none.
        Assert.Equal("abc", XmlText.Clean("a\ud800b\udc00c\ud800"));
        Assert.Equal("", XmlText.Clean("\udc00\ud800"));
        Assert.Equal("👩", XmlText.Clean("\ud83d👩\udc69"));
    }

    [Fact]
    public void Clean_text_is_returned_as_it_is()
    {
        string text = "日本語 <&> 🦀";
        Assert.Equal(text, XmlText.Clean(text));
        Assert.Same("plain", XmlText.Clean("plain"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" \n", null)]
    [InlineData("\0\u0085", null)]
    [InlineData("a\0", "a")]
    public void Text_of_which_nothing_remains_is_absent(string? text, string? clean) => Assert.Equal(clean, XmlText.CleanOrNull(text));

    [Fact]
    public void Any_text_is_clean_after_one_pass() => AnyFeed.Text.Sample(text =>
    {
        string clean = XmlText.Clean(text);
        System.Xml.XmlConvert.VerifyXmlChars(clean);
        Assert.DoesNotContain(clean, c => c is '\r' or (>= '\u0080' and <= '\u009f'));
        Assert.Equal(clean, XmlText.Clean(clean));
    }, iter: 2000);
}
