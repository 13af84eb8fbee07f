using System.Text;
using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.Templates;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>Posts that are too long, too many or up to no good, and templates that are.</summary>
public sealed class HostileMailTests(WrittenMails mails) : IClassFixture<WrittenMails>
{
    private const int MaxHtml = 80_000;

    [Theory]
    [InlineData("en", "Continue reading on the web")]
    [InlineData("ja", "続きをウェブで読む")]
    public void A_post_of_megabytes_is_cut_between_blocks_and_leads_on(string language, string words)
    {
        var body = string.Concat(Enumerable.Range(1, 40_000).Select(i => $"Paragraph {i}: 日本語の文章もあれば、English words too.\n\n"));
        var mail = mails.Write(Cadence.Instant, language, [Post("Long", body)]);
        using var html = mail.Html;

        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Message.Html!), 70_000, MaxHtml);
        Assert.EndsWith("English words too.", html.QuerySelector(".prose")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(mail.Posts[0].Url!.AbsoluteUri, html.QuerySelectorAll("a").Single(link => link.TextContent == words).GetAttribute("href"));
        Assert.Contains($"\n{words}:\n{mail.Posts[0].Url}\n", mail.Message.Text, StringComparison.Ordinal);
        Assert.Contains("配信停止|Unsubscribe".Split('|')[language == "ja" ? 0 : 1], html.Body!.TextContent, StringComparison.Ordinal);
        Assert.InRange(mail.Bytes.Length, 1, 250_000);
    }

    [Fact]
    public void A_post_that_is_one_long_block_is_mailed_by_its_summary()
    {
        var mail = mails.Write(Cadence.Instant, "en", [Post("Long", string.Concat(Enumerable.Repeat("word ", 50_000)), "excerpt: In short.\n")]);

        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Message.Html!), 1, MaxHtml);
        Assert.Equal("In short.", mail.Html.QuerySelector(".prose")!.TextContent.Trim());
        Assert.Contains("Continue reading on the web", mail.Message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, 0)]
    [InlineData(1500, 1)]
    public void A_digest_of_too_many_posts_keeps_their_titles_and_then_says_how_many_more_there_are(int count, int leastMore)
    {
        var posts = Enumerable.Range(1, count).Select(i => mails.Blog.Read($"---\ntitle: Post number {i}\ndate: 2026-02-11\nimage: /a.png\ncategories: [Topic {i % 7}]\n---\n{string.Concat(Enumerable.Repeat("A summary that is long. ", 20))}", $"2026-02-11-post-{i}.md")).ToList();
        var mail = mails.Write(Cadence.Monthly, "en", posts);
        using var html = mail.Html;
        var shown = html.QuerySelectorAll("td.line h2, td.line h3").Length;

        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Message.Html!), 20_000, MaxHtml);
        Assert.InRange(count - shown, leastMore, count - 50);
        if (leastMore > 0)
            Assert.Contains($"{count - shown} more on the web", html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Post number {count}<", mail.Issue.Web, StringComparison.Ordinal);
        Assert.Contains("A summary that is long.", mail.Issue.Web, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_hostile_in_a_post_reaches_a_mail()
    {
        const string Body = """
            <script>alert(1)</script><style>body { display: none }</style><link rel=stylesheet href=//evil.example/x.css>
            <form action=https://evil.example/><input name=password><button>Log in</button></form>
            <p style="position:fixed;top:0" class="sheet button" id="unsubscribe" onmouseover="alert(1)">Words that stay.</p>
            <img src="https://evil.example/pixel.gif" width="1" height="1"><img src="https://evil.example/p.gif" width=0>
            <iframe src="https://evil.example/frame"></iframe><meta http-equiv=refresh content="0;url=//evil.example">
            <a href="https://evil.example/">https://bank.example/login</a> <a href="javascript:alert(1)">x</a>
            {{ unsubscribeUrl }} {% for i in (1..9) %}{{ i }}{% endfor %}
            <!--[if mso]><p>only in Outlook</p><![endif]-->
            """;
        var mail = mails.Write(Cadence.Instant, "en", [Post("<script>alert(1)</script> & {{ title }}", Body)]);
        using var html = mail.Html;

        Assert.Contains("Words that stay.", html.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(html.QuerySelectorAll("script, form, input, button, iframe, link, meta[http-equiv], img, [onmouseover], #unsubscribe"));
        Assert.Single(html.QuerySelectorAll("style"));
        Assert.Single(html.QuerySelectorAll("table.sheet"));
        Assert.DoesNotContain("only in Outlook", mail.Message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://bank.example", mail.Message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", mail.Message.Html, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script> & {{ title }}", html.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("{% for i in (1..2000000000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..400) %}{% for i in (1..400) %}{% for i in (1..400) %}x{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{% assign x = 'aaaaaaaaaa' %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x | size }}")]
    [InlineData("{% capture x %}{% for i in (1..9000) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}{% endcapture %}{% for i in (1..9000) %}{{ x }}{% endfor %}")]
    [InlineData("{% assign x = 'aaaaaaaaaa' %}{% for i in (1..16) %}{% assign x = x | append: x %}{% endfor %}{{ x | replace: 'a', x | size }}")]
    [InlineData("{% include 'mails/post.html' %}")]
    [InlineData("{% include '../../../etc/passwd' %}")]
    [InlineData("{% include '/etc/passwd' %}")]
    [InlineData("{{ '../publisher.yaml' | inline }}")]
    public void A_template_that_runs_away_or_reaches_out_is_named_and_ends(string template)
    {
        using var folder = new TemporaryFolder();
        folder.Write("mails/post.html.liquid", template);
        using var own = new WrittenMails(folder.Path);

        var fault = Assert.Throws<TemplateException>(() => own.Of(WrittenMails.Japanese, "en"));
        Assert.Contains("post.html.liquid", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_style_sheet_of_ones_own_is_used_and_a_broken_one_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mails/prose.css", "p { color: #123456 }");
        using (var own = new WrittenMails(folder.Path))
            Assert.Contains("<p style=\"color:#123456\">", own.Of(WrittenMails.Japanese, "en").Message.Html, StringComparison.Ordinal);

        folder.Write("mails/prose.css", "p { color: #123456 }\n@media print { p { color: red } }");
        using var broken = new WrittenMails(folder.Path);
        var fault = Assert.Throws<TemplateException>(() => broken.Of(WrittenMails.Japanese, "en"));
        Assert.Contains("prose.css, line 2: only rules", fault.Message, StringComparison.Ordinal);
    }

    private Post Post(string title, string body, string more = "") => mails.Blog.Read($"---\ntitle: '{title}'\n{more}---\n{body}", "2026-02-11-a-post.md");
}
