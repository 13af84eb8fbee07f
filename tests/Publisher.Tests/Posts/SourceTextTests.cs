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
    public void Every_mark_before_the_text_is_taken_away_and_none_within_it()
    {
        Assert.Equal("a", Decode([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, (byte)'a']));
        Assert.Equal("\n a\uFEFFb", Decode([(byte)'\r', 0xEF, 0xBB, 0xBF, (byte)' ', (byte)'a', 0xEF, 0xBB, 0xBF, (byte)'b']));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'\n', 0xFF, 0xFF }, 3)]
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

    public static TheoryData<string, string, string> Encodings => new()
    {
        { "shift_jis", "Shift_JIS", "春の大掃除をしました。窓を拭いて、本棚を整理する。" },
        { "shift_jis", "Shift_JIS", "title: テスト" },
        { "euc-jp", "EUC-JP", "春の大掃除をしました。窓を拭いて、本棚を整理する。" },
        { "euc-kr", "EUC-KR", "오늘은 날씨가 맑아서 산책을 했습니다. 내일도 그랬으면 좋겠습니다." },
        { "gb18030", "GBK", "今天天气很好，我们去公园散步。希望明天也是这样。" },
        { "windows-1252", "Windows-1252", "L’été à la plage, où les garçons jouent près de l’eau. Ça va très bien." },
        { "windows-1252", "Windows-1252", "Grüße aus München: die Straße, die Tür, das Mädchen." },
        { "utf-16", "UTF-16", "plain words and 日本語 without a mark, on two\nlines" },
        { "utf-16BE", "UTF-16", "plain words and 日本語 without a mark, on two\nlines" },
        { "utf-16", "UTF-16", "plain words alone" },
        { "utf-16BE", "UTF-16", "plain words alone" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_in_another_encoding_is_read_with_a_warning(string encoding, string name, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var warnings = new List<(int Line, string Message)>();
        Assert.Equal($"---\n{text}\n", SourceText.Decode(Encoding.GetEncoding(encoding).GetBytes($"---\n{text}\n"), warnings));
        Assert.Contains($"read as {name}", Assert.Single(warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_that_was_cut_in_two_does_not_make_it_another_encoding()
    {
        var warnings = new List<(int Line, string Message)>();
        var bytes = Encoding.UTF8.GetBytes("一行目\n二行目は長い文章です。");
        Assert.Equal("一行目\n二行目は長い文章です\uFFFD", SourceText.Decode(bytes.AsSpan(0, bytes.Length - 1), warnings));
        Assert.Equal(2, Assert.Single(warnings).Line);
    }

    private static string Decode(byte[] bytes) => SourceText.Decode(bytes);
}
