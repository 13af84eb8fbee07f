using System.Diagnostics;
using CsCheck;
using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

/// <summary>What holds for every syntax, and for all of them together.</summary>
public sealed class BodyTextTests
{
    private const BodySyntax All = (BodySyntax)255;

    private static readonly string[] Fragments =
    [
        "{{", "}}", "{%", "%}", "{% if a %}", "{% endif %}", "{% for i in (1..3) %}", "{% endfor %}", "{% raw %}", "{% endraw %}", "{% highlight x %}", "{% endhighlight %}",
        "{% include a.html b=c %}", "{% img /a.png %}", "{% blockquote %}", "{% endblockquote %}", "{{ page.title | ", "{{< a b=\"c\" >}}", "{{< /a >}}", "{{< figure src=x >}}", "{{</* a */>}}", "{{%", "%}}",
        "{: .a}", "{:toc}", "[a](b c)", "](b c", "[toc]\n", "* TOC\n", "{::comment}", "{:/comment}", "<div markdown=\"1\">", "</div>", "#Head", "import a from 'b';", "export const a = {", "{/* ", "*/}", "<Foo a={", "<Foo />", "</Foo>", "<>", "{a}",
        ":::note\n", ":::\n", "::::details x\n", "@[card](x)", "> [!note] a\n", "> ", "[[known]]", "[[", "]]", "![[a b.png|3]]", "%%", "==", "`", "``", "```\n", "~~~\n", "\n", "\n\n", " ", "    ", "\"", "'", "<", ">", "{", "}", "日本語", "🦀", "\ud800", "\0", "\r\n", "\\", "a",
    ];

    private static readonly Gen<string> Bodies = Gen.OneOf(Fragments).Array[0, 40].Select(string.Concat);

    public static TheoryData<string> Hostile =>
    [
        "{{", "{%", "{{<", "{{%", "[[", "[[a|", "![[", "> [!", ":::a\n", ":::", "{:", "{::comment}", "<A ", "<A a={", "<>", "{/*", "export {\n", "import {\n", "{a\n", "`", "```\n", "%%", "==a", "{% raw %}", "{% a %}",
        "{{ a }}", "{{< a >}}", "{{< /a >}}", "<div markdown=\"1\">", "<div ", "](a ", "](a b \"", "[toc]\n", "\"", "'", "{% note %}", "@[a](", "#", "# a{", "{{< a \"", "{% img \"\\", "(", "<a b=\"",
    ];

    [Theory]
    [InlineData("[TOC]\n\ntext", "\n\ntext")]
    [InlineData("a\n\n  [[_TOC_]]\n\n@[toc](目次)\n\n${toc}\n", "a\n\n\n\n\n\n\n")]
    [InlineData("```\n[toc]\n```\n\nsee [toc] and `[[toc]]`", "```\n[toc]\n```\n\nsee [toc] and `[[toc]]`")]
    public void The_place_of_a_table_of_contents_is_an_empty_line(string body, string expected) => Assert.Equal(expected, Syntaxes.Bodies.Prepare(body, BodySyntax.None));

    [Fact]
    public void Nothing_makes_it_fail() => Bodies.Sample(body => Assert.NotNull(BodyText.Prepare(body, All, Syntaxes.Bodies.World, [])), iter: 5_000);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_makes_it_slow(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        foreach (var syntax in Enum.GetValues<BodySyntax>())
        {
            var start = Stopwatch.GetTimestamp();
            Syntaxes.Bodies.Prepare(body, syntax);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), syntax.ToString() + " " + Stopwatch.GetElapsedTime(start));
        }
    }

    [Fact]
    public void Code_stays_as_it_is() => Gen.OneOf([.. Fragments.Where(fragment => !fragment.Contains('`', StringComparison.Ordinal) && !fragment.Contains('\0', StringComparison.Ordinal))]).Array[0, 20].Select(string.Concat).Sample(code =>
    {
        var body = $"Text\n\n````md\n{code}\n````\n\nMore\n";
        Assert.Equal(body, Syntaxes.Bodies.Prepare(body, All & ~BodySyntax.Liquid));
    }, iter: 3_000);

    [Fact]
    public void A_body_without_any_is_the_same_string()
    {
        const string Body = "# Title\n\nText with a [link](a.html), `code` and 日本語.\n\n- a\n- b\n";
        Assert.Same(Body, Syntaxes.Bodies.Prepare(Body, All));
    }
}
