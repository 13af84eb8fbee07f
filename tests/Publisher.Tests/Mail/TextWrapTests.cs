using System.Text.RegularExpressions;
using CsCheck;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

public sealed partial class TextWrapTests
{
    private const string NeverFirst = "、。）」』！？";
    private const string NeverLast = "（「『";
    private static readonly string Url = "https://example.org/" + new string('u', 90);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(
            " ", " ", "  ", "\n", "\n\n", "\n    code ", "\n- ", "\n  - ", "\n12. ", "\n・", "\n> ", "\t", "　",
            "a", "word", "don't", "(see", "this)", "e.g.", "—", "–", "naïve", "Ελληνικά", "עברית", "한국어",
            "日本語", "とうきょう", "カタカナ", "、", "。", "「", "」", "『", "』", "（", "）", "！", "？", "ー", "っ", "…", "100%", "：", "①",
            "👩‍💻", "🇯🇵", "❤️", "e\u0301", "が", "か\u3099", "\u200b", "\u202e", "\u0301", "<", ">", "(", ")", "[", "]", ",", ".", ":"),
        Gen.OneOf(Url, "https://example.org/a", "<https://example.org/a/b?c=d>", "（" + Url + "）", new string('x', 80), new string('漢', 60), new string('。', 50)),
        Gen.String[Gen.Char['a', 'z'], 1, 20]).Array[0, 60].Select(string.Concat);

    [Fact]
    public void No_line_is_too_wide_but_for_a_run_that_cannot_be_divided() => Text.Sample(text =>
    {
        foreach (var line in TextWrap.Wrap(text).Split('\n').Where(line => TextColumns.Of(line) > TextWrap.MaxColumns && !IsPreformatted(line)))
            Assert.Single(LineBreaks.Runs(Head().Replace(line, "")));
    });

    [Fact]
    public void Nothing_is_lost_but_blanks_at_line_ends() => Text.Sample(text => Assert.Equal(Blanks().Replace(text, ""), Blanks().Replace(TextWrap.Wrap(text), "")));

    [Fact]
    public void Words_stay_whole() => Text.Sample(text => Assert.Equal(Word().Matches(text).Select(word => word.Value), Word().Matches(TextWrap.Wrap(text)).Select(word => word.Value)));

    [Fact]
    public void Wrapping_twice_is_wrapping_once() => Text.Sample(text =>
    {
        var once = TextWrap.Wrap(text);
        Assert.Equal(once, TextWrap.Wrap(once));
    });

    [Fact]
    public void No_line_begins_or_ends_as_Japanese_may_not() => Text.Sample(text =>
    {
        foreach (var line in text.Split('\n').Where(line => !IsPreformatted(line)))
        {
            var lines = TextWrap.Wrap(line).Split('\n');
            Assert.DoesNotContain(lines.Skip(1), more => NeverFirst.Contains(more.TrimStart()[0], StringComparison.Ordinal));
            Assert.DoesNotContain(lines.SkipLast(1), more => NeverLast.Contains(more[^1], StringComparison.Ordinal));
        }
    });

    [Fact]
    public void Short_lines_and_preformatted_lines_stay_as_they_are() => Text.Sample(text =>
    {
        foreach (var line in text.Split('\n').Where(line => IsPreformatted(line) || TextColumns.Of(line) <= TextWrap.MaxColumns))
            Assert.Equal(line, TextWrap.Wrap(line));
    });

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("short\n\n\nlines \n")]
    [InlineData("    a line of code that is much longer than seventy-four columns, and that is nobody's to wrap")]
    [InlineData("https://example.org/a-very-long-address/a-very-long-address/a-very-long-address/a-very-long-address")]
    [InlineData("- https://example.org/a-very-long-address/a-very-long-address/a-very-long-address/a-very-long-address")]
    public void These_stay_as_they_are(string text) => Assert.Equal(text, TextWrap.Wrap(text));

    [Fact]
    public void English_ends_its_lines_at_blanks() => Assert.Equal(
        "Keeping a blog is a habit, and habits are made of small things that are\ndone every day.",
        TextWrap.Wrap("Keeping a blog is a habit, and habits are made of small things that are done every day."));

    [Fact]
    public void A_line_holds_seventy_four_columns_and_not_one_more()
    {
        var full = new string('a', 36) + " " + new string('b', 37);
        Assert.Equal(full, TextWrap.Wrap(full));
        Assert.Equal(new string('a', 36) + "\n" + new string('b', 38), TextWrap.Wrap(full + "b"));
        Assert.Equal(new string('漢', 37) + "\n漢", TextWrap.Wrap(new string('漢', 38)));
    }

    [Fact]
    public void Blanks_at_a_line_end_push_no_word_down()
    {
        var full = new string('a', 36) + " " + new string('b', 37);
        Assert.Equal(full, TextWrap.Wrap(full + "   "));
    }

    [Fact]
    public void A_full_stop_takes_the_character_before_it_along() => Assert.Equal(
        new string('漢', 36) + "\n字。次の文",
        TextWrap.Wrap(new string('漢', 36) + "字。次の文"));

    [Fact]
    public void An_opening_bracket_goes_with_what_it_opens() => Assert.Equal(
        new string('漢', 36) + "\n「字」",
        TextWrap.Wrap(new string('漢', 36) + "「字」"));

    [Fact]
    public void An_English_word_in_Japanese_stays_whole() => Assert.Equal(
        new string('漢', 35) + "\nAmazonの",
        TextWrap.Wrap(new string('漢', 35) + "Amazonの"));

    [Fact]
    public void A_long_address_stands_alone() => Assert.Equal(
        $"Read it here:\n{Url}\nand be glad",
        TextWrap.Wrap($"Read it here: {Url} and be glad"));

    [Fact]
    public void A_long_address_in_Japanese_stands_alone() => Assert.Equal(
        $"詳しくは\n{Url}\nをご覧ください",
        TextWrap.Wrap($"詳しくは{Url}をご覧ください"));

    [Theory]
    [InlineData("- ")]
    [InlineData("  * ")]
    [InlineData("12. ")]
    [InlineData("・")]
    public void An_item_goes_on_under_its_text(string mark)
    {
        var lines = TextWrap.Wrap(mark + string.Concat(Enumerable.Repeat("small things ", 12)).Trim()).Split('\n');
        Assert.StartsWith(mark + "small", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Matches($"^ {{{TextColumns.Of(mark)}}}\\S", line));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("漢字、ｶﾅ", 8)]
    [InlineData("ＡＢ", 4)]
    [InlineData("한글", 4)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("か\u3099", 2)]
    [InlineData("👩‍💻", 2)]
    [InlineData("🇯🇵", 2)]
    [InlineData("❤️", 2)]
    [InlineData("𠮷", 2)]
    [InlineData("\u200b", 0)]
    [InlineData("　", 2)]
    public void Wide_characters_take_two_columns(string text, int columns) => Assert.Equal(columns, TextColumns.Of(text));

    private static bool IsPreformatted(string line) => line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith('\t');

    [GeneratedRegex(@"[ \t\n]")]
    private static partial Regex Blanks();

    [GeneratedRegex("[!-~]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^ *(?:(?:[-*+•] |・|\d{1,3}[.)] ) {0,3}(?=\S))?")]
    private static partial Regex Head();
}
