using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Tests.Templates;

public sealed class MailTemplateTests
{
    private static readonly string[] Names = ["confirm", "already-subscribed", "reader-link", "post", "digest"];

    public static TheoryData<string, string> Mails { get; } =
        [.. Names.SelectMany(name => new[] { (name, "en"), (name, "ja") })];

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_html_part_holds_only_what_mail_programs_show(string name, string language)
    {
        var html = TemplateRendering.Mail(name + ".html", language);
        using var mail = TemplateRendering.Parse(html);

        Assert.Equal(language, mail.DocumentElement.GetAttribute("lang"));
        Assert.Single(mail.QuerySelectorAll("h1"));
        Assert.Empty(mail.QuerySelectorAll("script, form, input, iframe, svg, video, img, base, link"));
        Assert.True(Encoding.UTF8.GetByteCount(Assert.Single(mail.QuerySelectorAll("style")).TextContent) < 4096);
        Assert.DoesNotMatch(@"\{\{|var\(|@import|display:\s*(flex|grid)|position:", html);
        Assert.All(mail.QuerySelectorAll("table:not(.prose table)"), table => Assert.Equal("presentation", table.GetAttribute("role")));
        Assert.All(mail.QuerySelectorAll("a"), link => Assert.StartsWith("https://", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(mail.QuerySelectorAll("a"), link => Assert.NotEmpty(link.TextContent.Trim()));
        Assert.NotEmpty(mail.Title!);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_preheader_comes_first_and_is_hidden(string name, string language)
    {
        using var mail = TemplateRendering.Parse(TemplateRendering.Mail(name + ".html", language));

        var preheader = mail.Body!.FirstElementChild!;
        Assert.Equal("display:none;max-height:0;overflow:hidden;mso-hide:all", preheader.GetAttribute("style"));
        Assert.InRange(preheader.TextContent.Trim().Length, 10, 130);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Both_parts_say_why_how_to_stop_and_who_writes(string name, string language)
    {
        using var mail = TemplateRendering.Parse(TemplateRendering.Mail(name + ".html", language));
        var text = TemplateRendering.Mail(name + ".txt", language);

        var link = mail.QuerySelector("a[href='https://example.com/unsubscribe/t0ken']")!;
        Assert.Equal(language == "ja" ? "配信停止" : "Unsubscribe", link.TextContent);
        Assert.Contains("font-size:14px", link.GetAttribute("style"), StringComparison.Ordinal);
        foreach (var part in new[] { mail.Body!.TextContent, text })
        {
            Assert.Contains(language == "ja" ? "東京都" : "1 Example Street", part, StringComparison.Ordinal);
            Assert.Contains(language == "ja" ? "お申し込みいただいた方" : "because you subscribed to Type & Margin", part, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_text_part_has_no_markup_and_every_address_has_its_own_line(string name, string language)
    {
        var text = TemplateRendering.Mail(name + ".txt", language);

        Assert.DoesNotMatch(@"</?(p|a|div|h\d|br)\b|&\w+;|&#|\{\{|\n\n\n\n", text);
        Assert.All(text.Split('\n').Where(line => line.Contains("https://", StringComparison.Ordinal)), line => Assert.Matches(@"^https://\S+$", line));
        Assert.Contains("\nhttps://example.com/unsubscribe/t0ken\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_holds_its_link_in_both_parts()
    {
        Assert.Contains("\nhttps://example.com/confirm/t0ken\n", TemplateRendering.Mail("confirm.txt", "en"), StringComparison.Ordinal);
        using var mail = TemplateRendering.Parse(TemplateRendering.Mail("confirm.html", "en"));
        Assert.Equal(2, mail.QuerySelectorAll("a[href='https://example.com/confirm/t0ken']").Length);
    }

    [Fact]
    public void A_post_is_shown_whole_and_leads_to_the_web()
    {
        using var mail = TemplateRendering.Parse(TemplateRendering.Mail("post.html", "ja"));

        Assert.NotNull(mail.QuerySelector(".prose blockquote"));
        Assert.Contains(mail.QuerySelectorAll("a"), link => link.TextContent == "ウェブで読む");
        Assert.Contains("静かな紙面", TemplateRendering.Mail("post.txt", "ja"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_has_contents_only_when_it_is_long()
    {
        using var longer = TemplateRendering.Parse(TemplateRendering.Mail("digest.html", "en"));
        using var shorter = TemplateRendering.Parse(TemplateRendering.Mail("digest.html", "en", posts: 3));

        Assert.Equal(4, longer.QuerySelectorAll("ol li").Length);
        Assert.Equal(4, longer.QuerySelectorAll("h2").Length);
        Assert.Equal("日本語の記事も混ざります", longer.QuerySelector("td[lang=ja] h2")!.TextContent);
        Assert.Contains(longer.QuerySelectorAll("h2"), title => title.TextContent == TemplateSamples.Hostile);
        Assert.Null(shorter.QuerySelector("ol"));
    }

    [Theory]
    [InlineData("confirm", "en", 1, "Please confirm your subscription to Type & Margin")]
    [InlineData("confirm", "ja", 1, "【要確認】「活字と余白」の購読について")]
    [InlineData("already-subscribed", "en", 1, "You are already subscribed to Type & Margin")]
    [InlineData("digest", "en", 1, "The quiet page: on measure, leading and size")]
    [InlineData("digest", "ja", 4, "静かな紙面——行の長さと行間、そして文字の大きさについて ほか3件")]
    public void A_subject_is_one_line_of_plain_text(string name, string language, int posts, string expected) =>
        Assert.Equal(expected, TemplateRendering.Mail(name + ".subject", language, posts));

    [Theory]
    [InlineData("instant")]
    [InlineData("daily")]
    [InlineData("weekly")]
    [InlineData("monthly")]
    public void Every_cadence_has_its_heading(string cadence)
    {
        var model = new { Site = TemplateSamples.Site("ja"), Cadence = cadence, Posts = TemplateSamples.Posts("ja") };
        var text = TemplateRendering.BuiltIn.Render("mails/digest.txt", "ja", model);

        Assert.Matches(new Regex(@"^活字と余白: \w+\n"), text);
    }
}
