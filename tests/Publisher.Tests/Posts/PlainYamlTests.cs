using CsCheck;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

/// <summary>What the short way reads, the library must read the same; and what may mean anything else goes to the library.</summary>
public sealed class PlainYamlTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        "word", "日本語の題", "「引用」", "a b", "12:30", "a: b", "a :b", "x:", "a #b", "a#b", "#b", "- x", "-x", "[a]", "a, b", "it's", "say \"x\"", "\"quoted\"", "'single'", "\"a\\nb\"", "\"open",
        "'it''s'", "\"\"", "''", "null", "~", "true", "2017-06-30 23:46:42 +0100", "2017-06-30", "/a/b.png", "https://x.example/a?b=c#d", "&anchor", "*alias", "!tag x", "|", ">", ">-", "%x", "@x", "`x`", "? x", "{a: b}", ".", "...",
        "🦀", "a\u00a0b", "\u3000x", "a\tb", "a\u0085b", "a\u2028b", "\uFEFFx", " ", "", "a ", "[]", "[a, b]", "[\"a\", 'b']", "[a, \"b c\", 日本]", "[a,b]", "[a, ]", "[a: b]", "[#x]", "[a #x]", "\u0001", "010", "a\\b", "a'", "a]b", "a}b", "<<", "=");

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Select(Gen.OneOf("title", "date", "tags", "Tags", "a-b", "a_b", "<<", "日", "k", "\"q\"", "a b", "-k"), Gen.OneOf(": ", ":", ":  ", " : ", ":\t"), Text, (key, colon, text) => key + colon + text),
        Gen.Select(Gen.OneOf("", " ", "  ", "    "), Gen.OneOf("- ", "-", "-  ", "", "- - "), Text, (indent, dash, text) => indent + dash + text),
        Gen.OneOf("", "   ", "# comment", "tags:", "excerpt: >-", "    folded text", "  folded: text", "\tx", "draft: true"));

    [Fact]
    public void Both_ways_read_the_same() =>
        Line.Array[1, 6].Select(lines => string.Join('\n', lines) + "\n").Sample(
            head =>
            {
                if (PlainYaml.Parse(head, 2, new()) is not { } plain)
                    return;
                var warnings = new List<(int Line, string Message)>();
                Assert.Equal(Written(YamlHead.ByLibrary(head, 2, warnings, new())), Written(plain));
                Assert.Empty(warnings);
            },
            iter: 30_000);

    [Theory]
    [InlineData("layout: post\ntitle: \"更新と設計: a\"\ndate: 2017-06-30 23:46:42 +0100\ncategories: [newsletter, essay]\ntags:\n    - 運用\n    - c-sharp\nauthor: Ben Ortiz\nexcerpt: >-\n    Almost a letter.\n")]
    [InlineData("title: 'x'\n\ntags:\n- a\n- \"b c\"\ndraft: true\n")]
    public void Heads_as_they_mostly_are_go_the_short_way(string head) => Assert.NotNull(PlainYaml.Parse(head, 2, new()));

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("tags: #ai #coding\n")]
    [InlineData("title: a: b\n")]
    [InlineData("title: a\n  b\n")]
    [InlineData("")]
    [InlineData("no field\n")]
    public void What_may_mean_more_goes_to_the_library(string head) => Assert.Null(PlainYaml.Parse(head, 2, new()));

    [Fact]
    public void More_values_than_allowed_are_for_the_library_to_refuse() =>
        Assert.Null(PlainYaml.Parse(string.Concat(Enumerable.Range(0, 200).Select(i => $"k{i}: v\n")), 2, new() { FrontMatterValues = 100 }));

    private static string Written(HeadValue value) => value switch
    {
        HeadScalar scalar => $"{scalar.Line}:{(scalar.Quoted ? "q" : "p")}<{scalar.Text}>",
        HeadList list => $"{list.Line}[{string.Join(", ", list.Items.Select(Written))}]",
        HeadMap map => $"{map.Line}{{{string.Join(", ", map.Fields.Select(field => $"{field.Key}={Written(field.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };
}
