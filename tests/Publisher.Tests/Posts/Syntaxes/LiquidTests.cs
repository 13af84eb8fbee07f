using System.Globalization;
using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class LiquidTests
{
    [Theory]
    [InlineData("{{ page.title }} {{ page.tags | join: ', ' }} {{ site.description }} {{ site.title }} {{ unknown.x }}.", "題 x, y 日々 Blog .")]
    [InlineData("{{ '/a.png' | relative_url }} {{ 'a' | absolute_url }} {{ site.url }}{{ site.baseurl }}/x", "/a.png https://blog.example/a https://blog.example/x")]
    [InlineData("{{ page.date | date: '%Y-%m-%d' }} {{ page.date | date_to_xmlschema }} {{ page.date | date_to_string }}", "2026-02-03 2026-02-03T04:05:06+09:00 03 Feb 2026")]
    [InlineData("{{ page.date | date_to_rfc822 }} {{ 'a b' | slugify }} {{ 'a b' | unknown_filter }}", "Tue, 03 Feb 2026 04:05:06 +0900 a-b a b")]
    [InlineData("{{ 'a & b' | xml_escape }} {{ 'a b/ü' | uri_escape }} {{ 'a b' | cgi_escape }} {{ '*a*' | markdownify | strip_html | strip }}", "a &amp; b a%20b/%C3%BC a+b a")]
    [InlineData("{{ page.tags | jsonify }}", "[\"x\",\"y\"]")]
    [InlineData("{% assign a = 'x' %}{% capture b %}<{{ a }}>{% endcapture %}{{ b }}{% if a == 'x' %}1{% else %}2{% endif %}", "<x>1")]
    [InlineData("{% for t in page.tags %}{{ forloop.index }}{{ t }} {% endfor %}{% for i in (1..page.n) %}{{ i }}{% endfor %}", "1x 2y 123")]
    [InlineData("{% case page.n %}{% when 3 %}three{% endcase %}{% unless x %}u{% endunless %}{% comment %}c{% endcomment %}", "threeu")]
    [InlineData("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}")]
    [InlineData("{% highlight ruby linenos %}\nputs '{{ x }}'\n{% endhighlight %}\n", "```ruby\nputs '{{ x }}'\n```\n")]
    [InlineData("[a]({% link _posts/known.md %}) [b]({% post_url 2016-07-26-known %}) [c]({% link other.md %})", "[a](https://blog.example/known.html) [b](https://blog.example/known.html) [c](/other.md)")]
    [InlineData("{% gist user/123 %} {% youtube abc %}", "<https://gist.github.com/user/123> <https://www.youtube.com/watch?v=abc>")]
    [InlineData("{% blockquote %}\n{{ page.title }}\n{% endblockquote %}\n", "> 題\n\n")]
    [InlineData("{% mystery a %}kept {{ page.title }}{% endmystery %}", "kept 題")]
    [InlineData("a {{ a ? b : c }} b {{ }} c", "a  b  c")]
    [InlineData("{% unclosed {{ unclosed", "{% unclosed {{ unclosed")]
    [InlineData("{% if x %}a {{ page.title }} **b**", "a  **b**")]
    [InlineData("```\n{{ page.title }}\n```", "```\n題\n```")]
    [InlineData("{{ page.title.Length }}{{ site.GetType }}{{ page.date.Offset }}", "")]
    public void Templates_run(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Liquid));

    [Theory]
    [InlineData("a\n\n{% if x %}\nb", 3, "'{% if %}' is not closed")]
    [InlineData("a\n{% endfor %}", 2, "closes nothing")]
    [InlineData("a\n{% mystery %}", 2, "'mystery'")]
    [InlineData("a\n\n{% include none.html %}", 3, "'none.html'")]
    [InlineData("a\n{% for i in (1..100000000) %}x{% endfor %}", 2, "counts too far")]
    [InlineData("\n{% for i in (1..90000) %}{% for i in (1..90000) %}x{% endfor %}{% endfor %}", 2, "too many steps")]
    [InlineData("{% assign s = 'aaaaaaaaaa' %}{% for i in (1..50) %}{% assign s = s | append: s %}{% endfor %}", 1, "keeps too much")]
    [InlineData("{% assign s = 'aaaaaaaaaa' %}{% for i in (1..50) %}{% assign s = s | replace: 'a', s %}{% endfor %}", 1, "too much")]
    [InlineData("{% for i in (1..50) %}{% capture s %}{{ s }}{{ s }}aaaaaaaa{% endcapture %}{% endfor %}", 1, "writes too much")]
    public void Authors_are_told(string body, int line, string part)
    {
        Bodies.Prepare(body, BodySyntax.Liquid, out var warnings);
        var warning = Assert.Single(warnings);
        Assert.Equal(line, warning.Line);
        Assert.Contains(part, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_included_from_their_folder_alone()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var includes = Directory.CreateDirectory(Path.Combine(folder.FullName, "_includes")).FullName;
            File.WriteAllText(Path.Combine(folder.FullName, "secret.txt"), "secret");
            File.WriteAllText(Path.Combine(folder.FullName, "beside.md"), "beside");
            File.WriteAllText(Path.Combine(includes, "a.html"), "<{{ include.title }}|{{ include.n }}|{{ page.title }}>");
            File.WriteAllText(Path.Combine(includes, "self.html"), "x{% include self.html %}{% include self.html %}");
            File.CreateSymbolicLink(Path.Combine(includes, "link.txt"), Path.Combine(folder.FullName, "secret.txt"));
            File.CreateSymbolicLink(Path.Combine(includes, "up"), folder.FullName);
            var context = Bodies.World with { IncludesFolder = includes, PostFolder = folder.FullName };

            Assert.Equal("<A \"b\"|3|題>", Run("{% include a.html title=\"A \\\"b\\\"\" n=page.n %}", context));
            Assert.Equal("<||題>", Run("{% include_cached {{ 'a.html' }} %}", context));
            Assert.Equal("beside", Run("{% include_relative beside.md %}", context));
            Assert.Equal("<|1|題><||題>", Run("{% include {{ 'A' | downcase }}.html n=1 %}{% include {{ 'a' | append: '.html' }} %}", context));
            Assert.Equal("", Run("{% include ../secret.txt %}{% include link.txt %}{% include up/secret.txt %}{% include /etc/passwd %}", context));
            Assert.InRange(Run("{% include self.html %}", context).Length, 1, 5_000);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Deep_nesting_ends_well()
    {
        foreach (var piece in new[] { "{% if a %}", "{% for i in (1..9) %}", "{% highlight x %}", "{% blockquote %}a", "{% raw %}" })
            Bodies.Prepare(string.Concat(Enumerable.Repeat(piece, 20_000)), BodySyntax.Liquid);
        foreach (var piece in new[] { "a[", "(", "a.", "a | b: ", "a and ", "-" })
            Bodies.Prepare(string.Create(CultureInfo.InvariantCulture, $"{{{{ {string.Concat(Enumerable.Repeat(piece, 20_000))} }}}} {{% if {string.Concat(Enumerable.Repeat(piece, 900))} %}}{{% endif %}}"), BodySyntax.Liquid);
    }

    private static string Run(string body, BodyContext context) => BodyText.Prepare(body, BodySyntax.Liquid, context, []);
}
