using System.Text;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    [InlineData("a\r\n\r\nb\rc\nd\n\re", "a\n\nb\nc\nd\n\ne")]
    [InlineData("", "")]
    [InlineData("日本語\uFFFD", "日本語\uFFFD")]
    public void Every_line_end_becomes_one_newline(string text, string expected) => Assert.Equal(expected, Decode(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("a\fb\r\n")]
    [InlineData("a\u2028b\r\n")]
    [InlineData("a\u0085b\r\n")]
    [InlineData("a\vb\r\n")]
    public void What_is_no_line_end_in_YAML_and_Markdown_breaks_no_line(string text) =>
        Assert.Equal(text.Replace("\r\n", "\n", StringComparison.Ordinal), Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_byte_order_mark_is_no_text()
    {
        Assert.Equal("あ\n", Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("あ\r\n")]));
        Assert.Equal("あ\n", Decode([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("あ\r\n")]));
        Assert.Equal("あ\n", Decode([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("あ\r\n")]));
    }

    [Fact]
    public void Only_the_first_mark_is_taken_away() => Assert.Equal("\uFEFFa", Decode([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, (byte)'a']));

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'\n', 0x83, 0x65 }, 3)]
    [InlineData(new byte[] { 0xFF }, 1)]
    [InlineData(new byte[] { 0xC3 }, 1)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 1)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00 }, 1)]
    public void Bytes_that_are_no_text_are_a_fault_with_its_line(byte[] bytes, int line)
    {
        var fault = Assert.Throws<PostException>(() => Decode(bytes));
        Assert.Equal(line, fault.Line);
        Assert.Contains("UTF-8", fault.Message, StringComparison.Ordinal);
    }

    private static string Decode(byte[] bytes) => SourceText.Decode(bytes);
}
