namespace Publisher.Tests.Posts;

public sealed class PostRendererTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("**「重要」**です", "<p><strong>「重要」</strong>です</p>")]
    [InlineData("これは*「強調」*です。", "<p>これは<em>「強調」</em>です。</p>")]
    [InlineData("**売上（前年比）**は", "<p><strong>売上（前年比）</strong>は</p>")]
    [InlineData("~~gone~~", "<p><del>gone</del></p>")]
    [InlineData("https://x.example/a", "<p><a href=\"https://x.example/a\">https://x.example/a</a></p>")]
    [InlineData("## 見出し", "<h2 id=\"見出し\">見出し</h2>")]
    [InlineData("`<script>`", "<p><code>&lt;script&gt;</code></p>")]
    [InlineData("a < b & c", "<p>a &lt; b &amp; c</p>")]
    [InlineData("Text.\n\n<p align=\"right\">", "<p>Text.</p>\n<p align=\"right\">\n</p>")]
    public void Markdown_becomes_HTML(string body, string expected) => Assert.Equal(expected, blog.Render(body).Html);

    [Fact]
    public void Tables_notes_and_tasks_are_understood()
    {
        var html = blog.Render("a|b\n-|-\n1|2\n\nNote[^1]\n\n[^1]: Text\n\n- [x] done\n\nTerm\n:   Meaning\n").Html;
        foreach (var part in new[] { "<table>", "<td>1</td>", "Text", "<li", "done", "<dt>Term</dt>" })
            Assert.Contains(part, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("- ", 2_000)]
    [InlineData("*a_ ", 10_000)]
    [InlineData("![", 10_000)]
    [InlineData("``a`", 10_000)]
    [InlineData("<div>", 5_000)]
    [InlineData("<b>", 2_000)]
    [InlineData("<div>\n\n", 3_000)]
    [InlineData("&#1;", 1_000)]
    public void A_body_nested_beyond_measure_is_shown_in_short_time(string part, int times)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var rendered = blog.Render(string.Concat(Enumerable.Repeat(part, times)) + "last");
        Assert.Contains("last", rendered.Html, StringComparison.Ordinal);
        Assert.Contains("last", rendered.Text, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Many_threads_render_the_same()
    {
        var expected = blog.Render("**「重要」**です <script>x</script>").Html;
        var post = blog.Read("---\ntitle: A post\n---\n**「重要」**です <script>x</script>");
        using var renderer = Blog.Renderer(blog.Site, blog.SiteFile, blog.Options);
        Parallel.For(0, 200, _ => Assert.Equal(expected, renderer.Render(post).Html));
    }
}
