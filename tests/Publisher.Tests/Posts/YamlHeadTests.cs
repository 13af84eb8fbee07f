using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class YamlHeadTests
{
    private readonly List<(int Line, string Message)> warnings = [];

    [Theory]
    [InlineData("010")]
    [InlineData("3.0")]
    [InlineData("2013")]
    [InlineData("no")]
    [InlineData("n")]
    [InlineData("true")]
    [InlineData("2026-02-11 17:18:56 +0000")]
    [InlineData("0x1F")]
    public void A_scalar_stays_the_text_that_was_written(string text)
    {
        Assert.Equal(text, Front($"title: {text}").Text("title"));
        Assert.Equal(text, Front($"title: \"{text}\"").Text("title"));
    }

    [Fact]
    public void Values_know_their_line_in_the_file()
    {
        var front = Front("a: 1\n\nb:\n  - x\nc: {d: e}\n", firstLine: 12);
        Assert.Equal((12, 15, 16), (front.Line("a"), front.Line("b"), front.Line("c")));
    }

    [Fact]
    public void Keys_have_no_case_and_may_have_a_space_before_the_colon()
    {
        var front = Front("Title : A\nDATE: x");
        Assert.Equal("A", front.Text("title"));
        Assert.Equal("x", front.Text("Date"));
    }

    [Theory]
    [InlineData("title:")]
    [InlineData("title: ~")]
    [InlineData("title: null")]
    [InlineData("# only a comment")]
    [InlineData("")]
    [InlineData("\n\n")]
    public void Nothing_is_absent(string yaml)
    {
        Assert.Null(Front(yaml)["title"]);
        Assert.Null(Front(yaml).Text("title"));
    }

    [Fact]
    public void A_quoted_empty_text_is_text()
    {
        Assert.Equal("", Front("excerpt: \"\"").Text("excerpt"));
        Assert.Null(Front("excerpt: ''").NonEmpty("excerpt"));
        Assert.Equal("~", Front("excerpt: '~'").Text("excerpt"));
    }

    [Fact]
    public void A_folded_block_keeps_no_trailing_newline() => Assert.Equal("one two", Front("title: >\n  one\n  two\n").Text("title"));

    [Fact]
    public void Of_two_equal_keys_the_last_counts_with_a_warning()
    {
        Assert.Equal("B", Front("title: A\ntags: x\nTitle: B").Text("title"));
        var (line, message) = Assert.Single(warnings);
        Assert.Equal(4, line);
        Assert.Contains("twice", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_tags_are_not_acted_on() => Assert.Equal("A", Front("title: !ruby/object:Danger A").Text("title"));

    [Fact]
    public void Merge_keys_and_aliases_bring_their_values_and_the_own_ones_go_first()
    {
        var front = Front("base: &b\n  draft: true\n  title: B\nother: &o {lang: ja}\nname: &n N\n<<: [*b, *o]\ntitle: A\nauthor: *n");
        Assert.Equal(("true", "A", "ja", "N"), (front.Text("draft"), front.Text("title"), front.Text("lang"), front.Text("author")));
        Assert.Equal("true", Front("base: &b\n  draft: true\n<<: *b").Text("draft"));
    }

    [Theory]
    [InlineData("title: [\n", 3)]
    [InlineData("a: b\ntitle: Review: Adders", 3)]
    [InlineData("a: b\nc: d\n- e", 4)]
    [InlineData("a: *nowhere", 2)]
    [InlineData("[a]: b\n? [x]\n: y", 2)]
    [InlineData("- a\n- b", 2)]
    [InlineData("just a text", 2)]
    [InlineData("a: b\n--- # again\ndraft: true", 3)]
    [InlineData("a: b\n... # end\ndraft: true", 4)]
    [InlineData("a: b\n--- {draft: true}", 3)]
    public void What_is_no_list_of_keys_is_a_fault_with_its_line(string yaml, int line)
    {
        var fault = Assert.Throws<PostException>(() => YamlHead.Parse(yaml, 2, warnings));
        Assert.Equal(line, fault.Line);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void An_empty_document_at_the_end_says_nothing() => Assert.Equal("A", Front("---\ntitle: A\n---\n").Text("title"));

    [Fact]
    public void Aliases_count_as_what_they_stand_for()
    {
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"))
            + "author: *a30\nauthors: [*a30]\ntags: *a30\ncategories: *a30\n";
        Assert.True(Assert.Throws<PostException>(() => Front(laughs)).IsBound);
        Assert.Equal("x", Front("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nd: &d x\ntitle: *d").Text("title"));
    }

    [Fact]
    public void Too_many_values_or_levels_are_a_fault()
    {
        Assert.Throws<PostException>(() => Front("a: [" + string.Join(',', Enumerable.Repeat("x", 20_000)) + "]"));
        Assert.Throws<PostException>(() => Front("a: " + new string('[', 500) + new string(']', 500)));
        Assert.Throws<PostException>(() => Front("a: " + string.Concat(Enumerable.Repeat("{b: ", 5_000))));
    }

    [Theory]
    [InlineData("true", true, false)]
    [InlineData("Yes", true, false)]
    [InlineData("on", true, false)]
    [InlineData("1", true, false)]
    [InlineData("FALSE", false, false)]
    [InlineData("'no'", false, false)]
    [InlineData("0", false, false)]
    [InlineData("", null, false)]
    [InlineData("maybe", null, true)]
    [InlineData("''", null, true)]
    [InlineData("[true]", null, true)]
    [InlineData("{a: b}", null, true)]
    public void A_flag_is_true_false_absent_or_unclear(string text, bool? expected, bool isUnclear)
    {
        Assert.Equal(expected, Front($"flag: {text}").Flag("flag", out var unclear));
        Assert.Equal(isUnclear, unclear is not null);
    }

    [Fact]
    public void The_posts_own_value_goes_before_the_default_and_an_empty_one_does_not()
    {
        var front = new FrontMatter(YamlHead.Parse("lang: ja\nimage:", 1, []), YamlHead.Parse("lang: en\nimage: x.png\nauthor: A", 1, []));
        Assert.Equal(("ja", "x.png", "A"), (front.Text("lang"), front.Text("image"), front.Text("author")));
    }

    private FrontMatter Front(string yaml, int firstLine = 2) => new(YamlHead.Parse(yaml, firstLine, warnings), HeadMap.Empty);
}
