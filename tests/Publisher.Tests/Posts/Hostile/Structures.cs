namespace Publisher.Tests.Posts.Hostile;

/// <summary>What is harmless once, many times over or within itself.</summary>
internal static class Structures
{
    private static readonly (string Open, string Close)[] Bodies =
    [
        ("> ", ""), ("- ", ""), ("1. ", ""), ("+ ", "\n"), ("[", "]"), ("[a](", ")"), ("![", "](b)"), ("*a **b ", "** *"), ("_a", "_"), ("**", "**"), ("~~", "~~"), ("`", "`"), ("$", "$"), ("$$\n", "$$\n"), ("\\", ""), ("#", ""),
        ("<div>", "</div>"), ("<b>", "</b>"), ("<b><i>", "</b></i>"), ("<table><tr><td>", "</td></tr></table>"), ("<ul><li>", "</li></ul>"), ("<a href=\"", "\">"), ("<!--", "-->"), ("<", ">"), ("<p", ""), ("<svg>", "</svg>"), ("<math><mi>", "</mi></math>"),
        ("<![CDATA[", "]]>"), ("<style>", "</style>"), ("<script>", "</script>"), ("<template>", "</template>"), ("<select><option>", "</select>"), ("<?", "?>"), ("<img src=x alt=\"", "\">"), ("<details>\n", "</details>\n"), ("<font>", ""), ("<form>", ""),
        ("&amp;", ""), ("&", ";"), ("&#x1F600;", ""), ("&#0;", ""), ("&lt;", "&gt;"),
        ("{% for i in (1..1000) %}", "{% endfor %}"), ("{% for i in (1..9) %}x", "{% endfor %}"), ("{% if true %}", "{% endif %}"), ("{% include loop.html %}", ""), ("{% include twice.html %}\n", ""), ("{% capture a %}{{ a }}{{ a }}", "{% endcapture %}"), ("{% assign a = a | append: a %}", ""),
        ("{{ page", "}}"), ("{{ 'a' | replace: 'a', 'aaaa'", "}}"), ("{% raw %}", "{% endraw %}"), ("{% comment %}", "{% endcomment %}"), ("{% case 1 %}{% when 1 %}", "{% endcase %}"), ("{% highlight ruby %}\n", "{% endhighlight %}\n"), ("{{ '", "' }}"), ("{% unless a %}", ""), ("{{ page.content }}", ""), ("{% cycle 'a' %}", ""),
        ("{{< a >}}", "{{< /a >}}"), ("{{% b %}}", "{{% /b %}}"), ("{{< figure src=\"", "\" >}}"), ("{{<", ">}}"), ("{% codeblock %}\n", "{% endcodeblock %}\n"), ("{% asset_img ", " %}"), ("{% quote %}", "{% endquote %}"),
        ("[^1] ", "\n[^1]: [^1]\n"), ("[^a", "]"), ("\n[^1]: x\n", ""), ("[a]: b\n", ""), ("[a][", "]"), ("[a] ", ""), ("| a ", "|\n|---"), ("|-|-\n", ""), ("a\n: b\n", ""), ("a | b\n--|--\n", ""), ("a\n===\n", ""), ("```\n", "```\n"), ("~~~", "~~~\n"), ("    ", "\n"), ("---\n", ""), ("* * *\n", ""),
        ("::: note\n", ":::\n"), (":::", "\n"), ("> [!NOTE]\n", ""), ("> [!NOTE] a\n> ", "\n"), ("[[a|", "]]"), ("![[", "]]"), ("<Tabs>\n", "</Tabs>\n"), ("<A b={", "}>"), ("{", "}"), ("import a from 'b'\n", ""), ("export const a = {\n", "}\n"), ("{: .a}\n", ""), ("{:", "}"), ("{#a}", ""), ("[toc]\n", ""), ("{:toc}\n", ""),
        ("h1. a\n\n", ""), ("bq. ", ""), ("|_. a ", "|\n"), ("\"a\":", "b "), ("@", "@"), ("http://a.b ", ""), ("http://a.b/(", ")"), ("www.a.b/", ""), ("a@b.c ", ""), ("<!-- more -->\n", ""), ("<br>", ""), ("\n", ""), (" \n", ""), ("\t", ""), (":smile:", ""), ("*", ""), ("* ", "*"), ("_", " "), ("''", ""), ("a", ""), ("日", ""), ("**「", "」**"), ("\u0301", ""),
    ];

    private static readonly (string Open, string Close)[] Heads =
    [
        ("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("!!x ", ""), ("&a [*a", "]"), ("\"", "\""), ("'", "'"), ("[a, ", "]"), ("{", ""), ("[", ""), ("#", ""), ("日本", ""), ("a: ", ""), ("\\x", ""), ("|\n  ", "\n"), ("  ", ""), ("\n  - a", ""), ("\n  a:", ""), ("*a ", ""), ("%", ""), ("a.", ""),
    ];

    private const string Aliases = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\ntags: [*e,*e,*e,*e,*e]\n";

    public static string InBody(Random random) => "\n\n" + Text(Bodies[random.Next(Bodies.Length)], random) + "\n\n";

    public static string InHead(Random random) => random.Next(6) switch
    {
        0 => Aliases,
        1 => string.Concat(Enumerable.Range(0, Times(random)).Select(i => $"k{i}: v\n")),
        2 => string.Concat(Enumerable.Range(0, Math.Min(200, Times(random))).Select(i => new string(' ', i) + "k:\n")),
        _ => $"{(random.Next(2) == 0 ? "tags" : "deep")}: {Text(Heads[random.Next(Heads.Length)], random)}\n",
    };

    private static string Text((string Open, string Close) part, Random random)
    {
        var times = Math.Min(Times(random), 60_000 / part.Open.Length);
        var open = random.Next(4) switch
        {
            0 => string.Join('\n', Enumerable.Repeat(part.Open, times)),
            1 when times <= 300 => string.Concat(Enumerable.Range(0, times).Select(i => new string(' ', 2 * i) + part.Open + "a\n")),
            _ => string.Concat(Enumerable.Repeat(part.Open, times)),
        };
        return open + "x" + (random.Next(3) == 0 ? "" : string.Concat(Enumerable.Repeat(part.Close, times)));
    }

    private static int Times(Random random) => (int)Math.Pow(2, 1 + (random.NextDouble() * 14));
}
