using AngleSharp.Html.Dom;

namespace Publisher.Tests.Templates;

public sealed class PageTemplateTests
{
    private static readonly string[] Names = ["home", "post", "subscribe", "confirm", "preferences", "unsubscribe", "message", "feeds", "topic", "address", "address-agree", "ask-data", "own-data", "erase", "embed"];

    public static TheoryData<string, string> Pages { get; } =
        [.. Names.SelectMany(name => new[] { (name, "en"), (name, "ja") })];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_whole_and_brings_nothing_from_elsewhere(string name, string language)
    {
        var html = TemplateRendering.Page(name, language);
        using var page = TemplateRendering.Parse(html);

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Empty(page.QuerySelectorAll("script, iframe, link[rel=stylesheet], [style], [onclick]"));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("link[rel=alternate][type][title]").Length);
        Assert.NotNull(page.QuerySelector("footer a[href='/subscribe']"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_control_has_a_label(string name, string language)
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page(name, language));

        Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select"), input => Assert.True(
            input.ParentElement!.LocalName == "label" || page.QuerySelector($"label[for='{input.Id}']") is not null));
        Assert.All(page.QuerySelectorAll("a, button"), control => Assert.NotEmpty(control.TextContent.Trim()));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").DistinctBy(e => e.Id).Count());
    }

    [Theory]
    [InlineData("home", "/subscribe")]
    [InlineData("subscribe", "/subscribe")]
    [InlineData("confirm", "/confirm/t0ken")]
    [InlineData("preferences", "/preferences/t0ken")]
    [InlineData("unsubscribe", "/unsubscribe/t0ken")]
    [InlineData("address", "/address/t0ken")]
    [InlineData("ask-data", "/ask-data/t0ken")]
    [InlineData("erase", "/erase/t0ken")]
    public void The_form_posts_to_its_action_with_one_button(string name, string action)
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page(name, "en"));

        var form = Assert.IsAssignableFrom<IHtmlFormElement>(Assert.Single(page.Forms));
        Assert.Equal("post", form.Method);
        Assert.Equal(action, form.GetAttribute("action"));
        Assert.Single(page.QuerySelectorAll("button"));
    }

    [Fact]
    public void The_subscribe_form_keeps_what_was_entered_and_has_a_trap_for_robots()
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page("subscribe", "en"));

        Assert.Equal("someone@example.com", page.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.Equal("weekly", page.QuerySelector("input[name=cadence][checked]")!.GetAttribute("value"));
        Assert.Equal(4, page.QuerySelectorAll("input[name=cadence]").Length);
        Assert.Equal("Typography", page.QuerySelector("input[name=topics][checked]")!.GetAttribute("value"));
        Assert.Equal("t0ken", page.QuerySelector("input[name=token]")!.GetAttribute("value"));
        Assert.Equal("off", page.QuerySelector("[aria-hidden=true] input[name=website][tabindex='-1']")!.GetAttribute("autocomplete"));
        Assert.Equal("Please check the address.", page.QuerySelector("[role=alert]")!.TextContent);
    }

    [Theory]
    [InlineData("home", "h2 a")]
    [InlineData("home", ".chip span")]
    [InlineData("message", "h1")]
    public void What_looks_like_markup_is_shown_as_text(string name, string selector)
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page(name, "en"));

        Assert.Contains(page.QuerySelectorAll(selector), element => element.TextContent == TemplateSamples.Hostile);
    }

    [Fact]
    public void A_post_in_another_language_says_so()
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page("home", "en"));

        Assert.Equal("日本語の記事も混ざります", page.QuerySelector("article[lang=ja] h2")!.TextContent);
        Assert.Equal("8 February 2026", page.QuerySelector("article[lang=ja] [lang=en] time")!.TextContent);
    }

    [Fact]
    public void A_post_shows_its_dates_authors_and_terms()
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page("post", "ja"));

        Assert.Equal("2026年2月11日", page.QuerySelector("time[datetime='2026-02-11']")!.TextContent);
        Assert.Contains("2026年3月2日 更新", page.QuerySelector("article header")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("山田花子、佐藤一郎", page.QuerySelector("article header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["文字組み", "css", "layout"], page.QuerySelectorAll("dd").Select(dd => dd.TextContent));
        Assert.NotNull(page.QuerySelector(".prose h2"));
        Assert.Equal("https://example.com/page/", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Fact]
    public void A_site_without_posts_says_so_and_a_site_without_newsletter_has_no_form()
    {
        var model = new { Site = new { Title = "New", Url = "/", Newsletter = false }, Posts = Array.Empty<SamplePost>() };
        using var page = TemplateRendering.Parse(TemplateRendering.BuiltIn.Render("pages/home.html", "en", model));

        Assert.Contains("No posts yet", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form, a[href='/subscribe'], nav"));
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("preferences")]
    [InlineData("unsubscribe")]
    [InlineData("message")]
    [InlineData("address")]
    [InlineData("address-agree")]
    [InlineData("ask-data")]
    [InlineData("own-data")]
    [InlineData("erase")]
    public void Pages_behind_a_token_are_neither_indexed_nor_named_to_others(string name)
    {
        using var page = TemplateRendering.Parse(TemplateRendering.Page(name, "en"));

        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Null(page.QuerySelector("link[rel=canonical]"));
    }
}
