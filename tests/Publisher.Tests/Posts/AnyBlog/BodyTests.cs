using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Bodies as blogs write them, from the file to the HTML that readers get.</summary>
public sealed class BodyTests
{
    [Theory]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>2</td>")]
    [InlineData("note[^1]\n\n[^1]: said", "class=\"footnote-ref\"")]
    [InlineData("Term\n: Meaning", "<dd>Meaning</dd>")]
    [InlineData("- [x] done", "☑ done")]
    [InlineData("see https://a.example/x now", "<a href=\"https://a.example/x\">https://a.example/x</a>")]
    [InlineData("~~gone~~", "<del>gone</del>")]
    [InlineData("so $a_1 * b_2 * c$ is", "so <span class=\"math\">$a_1 * b_2 * c$</span> is")]
    [InlineData("$$\na_1 * b_2 * c\n$$", "<div class=\"math\">$$\na_1 * b_2 * c\n$$</div>")]
    [InlineData("wo $$a_1 < b$$ ist", "wo <span class=\"math\">$$a_1 &lt; b$$</span> ist")]
    [InlineData("from $5 to $10, US$3-US$4 and $5/$6", "<p>from $5 to $10, US$3-US$4 and $5/$6</p>")]
    [InlineData(":smile: and 10:30:15", "<p>:smile: and 10:30:15</p>")]
    [InlineData("\"a\" -- 'b'...", "<p>\"a\" -- 'b'...</p>")]
    [InlineData("**「重要」**です", "<strong>「重要」</strong>です")]
    [InlineData("これは**重要。**次へ", "<strong>重要。</strong>次へ")]
    [InlineData("**(주의)**입니다", "<strong>(주의)</strong>입니다")]
    [InlineData("**“强调”**的文字", "<strong>“强调”</strong>的文字")]
    [InlineData("זה **\"חשוב\"** מאוד", "<strong>\"חשוב\"</strong>")]
    public void Point_26_Markdown_has_its_extensions(string body, string part)
    {
        using var blog = new Blog();
        Assert.Contains(part, blog.Render(body).Html.Replace("&quot;", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Point_26_Punctuation_emoji_and_mathematics_are_settings()
    {
        using var on = new Blog(new() { SmartPunctuation = true, Emoji = true });
        using var off = new Blog(new() { Math = false });
        Assert.Equal("<p>“a” – ‘b’… 😄 and 10:30:15</p>", on.Render("\"a\" -- 'b'... :smile: and 10:30:15").Html);
        Assert.Equal("<p>so $a<em>1 and b</em>2$</p>", off.Render("so $a*1 and b*2$").Html);
        Assert.Equal("<p><code>a -- :smile:</code></p>", on.Render("`a -- :smile:`").Html);
    }

    [Theory]
    [InlineData("para\n{: .lead}\n\nnext", "<p>para</p>\n<p>next</p>")]
    [InlineData("* TOC\n{:toc}\n\ntext", "<p>text</p>")]
    [InlineData("{::nomarkdown}<b>x</b>{:/}", "<p><b>x</b></p>")]
    [InlineData("<div markdown=\"1\">\n*見出し*\n</div>", "<div>\n<p><em>見出し</em></p>\n</div>")]
    [InlineData("##見出し", "<h2 id=\"見出し\">見出し</h2>")]
    public void Point_26_Kramdowns_own_marks_go_where_it_is_the_dialect(string body, string html)
    {
        using var blog = new Blog(new() { Format = PostFormat.Jekyll });
        Assert.Equal(html, blog.Render(body).Html);
    }

    [Theory]
    [InlineData("Plain", "#見出し")]
    [InlineData("Hugo", "#見出し")]
    public void Point_26_Elsewhere_a_heading_needs_its_space(string format, string body)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        Assert.Equal($"<p>{body}</p>", blog.Render(body, "title: T\ndate: 2026-02-11").Html);
    }

    [Theory]
    [InlineData("{{ site.title }}, {{ site.motto }}, {{ page.title }}, {{ page.mood }}", "<p>日々, 毎日, 題, 晴れ</p>")]
    [InlineData("{{ '/a' | relative_url }} {{ '/a' | absolute_url }} {{ 'b' | prepend: 'a' | append: 'c' }} {{ page.date | date: '%Y' }}", "<p>/notes/a <a href=\"https://blog.example/notes/a\">https://blog.example/notes/a</a> abc 2026</p>")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "<p>{{ x }}</p>")]
    [InlineData("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "<pre><code class=\"language-ruby\">puts 1\n</code></pre>")]
    [InlineData("{% codeblock lang:js %}\na < b\n{% endcodeblock %}", "<pre><code class=\"language-js\">a &lt; b\n</code></pre>")]
    [InlineData("[o]({% link _posts/2026-01-01-other.md %}) [p]({% post_url 2026-01-01-other %})", "<p><a href=\"https://blog.example/notes/2026/01/01/other.html\">o</a> <a href=\"https://blog.example/notes/2026/01/01/other.html\">p</a></p>")]
    [InlineData("{% include hello.html name=\"世界\" %}", "<p>やあ、世界</p>")]
    [InlineData("{% include {{ page.part }}.html name='世界' %}", "<p>やあ、世界</p>")]
    [InlineData("{% include {{ page.part | append: '.html' }} name=page.mood %}", "<p>やあ、晴れ</p>")]
    [InlineData("{% assign a = 'x' %}{% capture b %}<i>{{ a }}</i>{% endcapture %}{{ b }}{% comment %}c{% endcomment %}", "<p><i>x</i></p>")]
    [InlineData("{% img /a.png 猫 %}", "<p><img src=\"https://blog.example/a.png\" alt=\"猫\"></p>")]
    [InlineData("```\n{{ page.title }}\n```", "<pre><code>題\n</code></pre>")]
    public void Point_27_Liquid_runs_in_Jekylls_posts(string body, string html)
    {
        using var site = Jekyll();
        site.Read("2026-01-01-other.md", "---\ntitle: Other\n---\nText");
        var rendered = site.Render("2026-02-11-a.md", $"---\ntitle: 題\nmood: 晴れ\npart: hello\n---\n{body}");
        Assert.Equal(html, rendered.Html.Replace(" />", ">", StringComparison.Ordinal));
        Assert.Empty(rendered.Problems);
    }

    [Theory]
    [InlineData("\n{% mystery 1 %}text", "<p>text</p>", 5, "'mystery'")]
    [InlineData("text\n\n{% include ../../../etc/passwd %}", "<p>text</p>", 6, "passwd")]
    [InlineData("text\n{% include gone.html %}", "<p>text</p>", 5, "gone.html")]
    [InlineData("text{% for i in (1..2000000000) %}x{% endfor %}", "<p>textx</p>", 4, "counts too far")]
    [InlineData("text{% for i in (1..90000) %}{% for j in (1..90000) %}x{% endfor %}{% endfor %}", "<p>textx</p>", 4, "too many steps")]
    [InlineData("text{% for i in (1..50) %}{% capture s %}{{ s }}{{ s }}aaaaaaaa{% endcapture %}{% endfor %}", "<p>textaaaaaaaa</p>", 4, "writes too much")]
    public void Point_27_Templates_stay_in_their_bounds_and_authors_are_told(string body, string html, int line, string part)
    {
        using var site = Jekyll();
        var rendered = site.Render("2026-02-11-a.md", $"---\ntitle: T\n---\n{body}");
        Assert.Equal(html, rendered.Html);
        var problem = Assert.Single(rendered.Problems);
        Assert.Equal(("2026-02-11-a.md", line, Severity.Warning), (problem.Path, problem.Line, problem.Severity));
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hugo")]
    [InlineData("Plain")]
    [InlineData("Hexo")]
    [InlineData("Docusaurus")]
    public void Point_27_Braces_in_code_are_code_elsewhere(string format)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        Assert.Equal("<pre><code>{{ page.title }} {{&lt; x &gt;}}\n</code></pre>", blog.Render("```\n{{ page.title }} {{< x >}}\n```").Html);
    }

    [Theory]
    [InlineData("{{< figure src=\"/a.png\" alt=\"猫\" >}}", "<p><img src=\"https://blog.example/a.png\" alt=\"猫\"></p>", false)]
    [InlineData("{{< youtube abc >}}", "<p><a href=\"https://www.youtube.com/watch?v=abc\">https://www.youtube.com/watch?v=abc</a></p>", false)]
    [InlineData("{{< gist me 12 >}}", "<p><a href=\"https://gist.github.com/me/12\">https://gist.github.com/me/12</a></p>", false)]
    [InlineData("[o]({{< ref \"other.md#x\" >}}) [p]({{< relref \"/other\" >}})", "<p><a href=\"https://blog.example/other/#x\">o</a> <a href=\"https://blog.example/other/\">p</a></p>", false)]
    [InlineData("{{< highlight go >}}\na < b\n{{< /highlight >}}", "<pre><code class=\"language-go\">a &lt; b\n</code></pre>", false)]
    [InlineData("{{< note >}}대문자{{< /note >}}", "<p>대문자</p>", true)]
    [InlineData("{{< button text=\"누르세요\" >}}", "<p>누르세요</p>", true)]
    [InlineData("a{{< mystery >}}b", "<p>ab</p>", true)]
    public void Point_27_Shortcodes_keep_what_they_carry(string body, string html, bool isTold)
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        blog.Write("other.md", "---\ntitle: O\ndate: 2026-01-01\n---\nText");
        var rendered = blog.Render(body, "title: T\ndate: 2026-02-11", "a.md");
        Assert.Equal(html, rendered.Html.Replace(" />", ">", StringComparison.Ordinal));
        Assert.Equal(isTold ? [(5, Severity.Warning)] : [], rendered.Problems.Select(problem => (problem.Line, problem.Severity)));
    }

    [Theory]
    [InlineData("Docusaurus", "a.mdx", "import X from './x';\n\n<X a={1}>本文</X>", "<p>本文</p>")]
    [InlineData("Plain", "a.mdx", "export const a = 1;\n\n<Tip>tip</Tip> and {a}", "<p>tip and {a}</p>")]
    [InlineData("Docusaurus", "a.md", ":::note 注意\n本文\n:::", "<blockquote>\n<p><strong>注意</strong></p>\n<p>本文</p>\n</blockquote>")]
    [InlineData("Jekyll", "a.md", "> [!note]\n> text", "<blockquote>\n<p><strong>Note</strong></p>\n<p>text</p>\n</blockquote>")]
    [InlineData("Plain", "a.md", "> [!warning] 주의\n> text", "<blockquote>\n<p><strong>주의</strong></p>\n<p>text</p>\n</blockquote>")]
    [InlineData("Obsidian", "a.md", "[[2026-01-01-other|あの記事]] [[gone]] ![[x.png]]", "<p><a href=\"https://blog.example/2026/01/01/other.html\">あの記事</a> gone <img src=\"https://blog.example/x.png\" alt=\"\"></p>")]
    [InlineData("Plain", "a.md", "```mermaid\ngraph TD; A-->B\n```", "<pre><code class=\"language-mermaid\">graph TD; A--&gt;B\n</code></pre>")]
    [InlineData("Plain", "a.md", "<blockquote class=\"twitter-tweet\"><p>寒い</p>— a <a href=\"https://twitter.com/a/status/1\">1</a></blockquote>\n<script async src=\"https://platform.twitter.com/widgets.js\"></script>", "<blockquote class=\"twitter-tweet\"><p>寒い</p>— a <a href=\"https://twitter.com/a/status/1\">1</a></blockquote>")]
    public void Point_28_Other_tongues_become_plain_html(string format, string name, string body, string html)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        blog.Write("2026-01-01-other.md", "---\ntitle: O\ndate: 2026-01-01\n---\nText");
        blog.Write("x.png", "");
        Assert.Equal(html, blog.Render(body, "title: T\ndate: 2026-02-11", name).Html.Replace(" />", ">", StringComparison.Ordinal));
    }

    [Fact]
    public void Point_28_A_mermaid_fence_is_code()
    {
        using var blog = new Blog(new() { Format = PostFormat.Docusaurus });
        Assert.Equal("<pre><code class=\"language-mermaid\">graph TD; A--&gt;B\n</code></pre>", blog.Render("```mermaid\ngraph TD; A-->B\n```").Html);
    }

    [Theory]
    [InlineData("other.html", "https://blog.example/notes/2026/other.html")]
    [InlineData("./other.html", "https://blog.example/notes/2026/other.html")]
    [InlineData("../up.html", "https://blog.example/notes/up.html")]
    [InlineData("/root.html", "https://blog.example/root.html")]
    [InlineData("//cdn.example/x", "https://cdn.example/x")]
    [InlineData("#部分", "https://blog.example/notes/2026/a.html#%E9%83%A8%E5%88%86")]
    [InlineData("?q=1", "https://blog.example/notes/2026/a.html?q=1")]
    [InlineData("日本語.html", "https://blog.example/notes/2026/%E6%97%A5%E6%9C%AC%E8%AA%9E.html")]
    [InlineData("<with space.html>", "https://blog.example/notes/2026/with%20space.html")]
    [InlineData("beside.png", "https://blog.example/notes/beside.png")]
    [InlineData("", "https://blog.example/notes/2026/a.html")]
    [InlineData("mailto:a@b.example", "mailto:a@b.example")]
    public void Point_29_No_address_stays_relative(string address, string absolute)
    {
        using var blog = new Blog(url: "https://blog.example/notes/");
        blog.Write("beside.png", "");
        var rendered = blog.Render($"[x]({address})\n\n<a href=\"{address.Trim('<', '>')}\">y</a>", "title: T\npermalink: /2026/a.html");
        Assert.Equal($"<p><a href=\"{absolute}\">x</a></p>\n<p><a href=\"{absolute}\">y</a></p>", rendered.Html);
    }

    [Theory]
    [InlineData("![x](data:image/png;base64,iVBORw0KGgo=)", "<p><img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"x\"></p>")]
    [InlineData("![x](data:image/svg+xml,<svg/>)", "<p><img alt=\"x\"></p>")]
    [InlineData("[x](data:text/html,y)", "<p><a>x</a></p>")]
    public void Point_29_Only_pictures_stand_in_an_address_itself(string body, string html)
    {
        using var blog = new Blog();
        Assert.Equal(html, blog.Render(body).Html);
    }

    [Fact]
    public void Point_29_Every_attribute_that_holds_an_address_counts()
    {
        using var blog = new Blog();
        var html = blog.Render("<video src=\"b.mp4\"></video><audio><source src=\"a.mp3\"></audio><img data-src=\"c.png\" srcset=\"d.png 1x, ../e.png 2x\"><blockquote cite=\"f.html\">x</blockquote><iframe src=\"//video.example/1\"></iframe>").Html;
        foreach (var address in new[] { "/2026/02/a.mp3", "/2026/02/b.mp4", "/2026/02/c.png", "/2026/02/d.png 1x", "/2026/e.png 2x", "/2026/02/f.html" })
            Assert.Contains($"https://blog.example{address.Replace("/02/", "/02/11/", StringComparison.Ordinal).Replace("/2026/e", "/2026/02/e", StringComparison.Ordinal)}", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://video.example/1\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Point_29_Images_of_a_bundle_are_those_beside_it()
    {
        using var blog = new Blog(new() { Format = PostFormat.Hugo });
        blog.Write("posts/여행/사진.png", "");
        var rendered = blog.Render("![](사진.png) ![](gone.png)", "title: T\ndate: 2026-02-11\nslug: trip", "posts/여행/index.md");
        Assert.Equal("<p><img src=\"https://blog.example/posts/%EC%97%AC%ED%96%89/%EC%82%AC%EC%A7%84.png\" alt=\"\"> <img src=\"https://blog.example/posts/trip/gone.png\" alt=\"\"></p>", rendered.Html.Replace(" />", ">", StringComparison.Ordinal));
    }

    private static SiteOnDisk Jekyll() => new SiteOnDisk()
        .With("_config.yml", "title: 日々\nmotto: 毎日\nurl: https://blog.example\nbaseurl: /notes\n")
        .With("_includes/hello.html", "やあ、{{ include.name }}");
}
