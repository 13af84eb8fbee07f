using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit;
using Publisher.Mail;

namespace Publisher.Tests.Newsletter;

/// <summary>What a good mail is, point by point: its HTML (W), its text (T), its size (S), its place in a list (H, L) and what the law wants at its foot (G).</summary>
public sealed partial class PerfectMailTests(WrittenMails mails) : IClassFixture<WrittenMails>
{
    public static TheoryData<string, string> All => WrittenMails.All;

    [Theory]
    [MemberData(nameof(All))]
    public void H15_Complaints_are_counted_by_issue_and_cadence_and_name_nobody(string name, string language)
    {
        using var mime = mails.Of(name, language).Mime;

        var words = mime.Headers["Feedback-ID"]!.Split(':');
        Assert.Equal(["issue-1", name switch { WrittenMails.Digest => "weekly", WrittenMails.ShortDigest => "daily", _ => "instant" }, "newsletter"], words[..^1]);
        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.Matches("^[a-z2-7]{5,15}$", words[^1]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void L06_The_list_says_where_its_past_and_its_help_are_and_that_nobody_posts_to_it(string name, string language)
    {
        using var mime = mails.Of(name, language).Mime;

        Assert.Equal("<https://blog.example/issues/>", mime.Headers[HeaderId.ListArchive]);
        Assert.Equal("<https://blog.example/subscribe>", mime.Headers[HeaderId.ListSubscribe]);
        Assert.Equal("<mailto:news@blog.example>", mime.Headers[HeaderId.ListHelp]);
        Assert.Equal("NO", mime.Headers[HeaderId.ListPost]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W01_The_html_is_below_the_size_that_is_clipped(string name, string language) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(mails.Of(name, language).Message.Html!), 1_000, 80_000);

    [Theory]
    [MemberData(nameof(All))]
    public void W02_The_html_is_well_nested(string name, string language)
    {
        var html = mails.Of(name, language).Message.Html!;

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"" + language, html, StringComparison.Ordinal);
        _ = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W03_What_is_in_another_language_says_so(string name, string language)
    {
        var mail = mails.Of(name, language);
        using var html = mail.Html;

        foreach (var post in mail.Posts)
        {
            var title = html.QuerySelectorAll("h1, h2, h3").First(heading => heading.TextContent.Trim() == post.Title);
            Assert.Equal(post.Language ?? "ja", title.Closest("[lang]")!.GetAttribute("lang"));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W04_The_head_says_how_to_show_it(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        Assert.Equal("utf-8", html.QuerySelector("meta[charset]")!.GetAttribute("charset"));
        foreach (var meta in new[] { "viewport", "color-scheme", "supported-color-schemes" })
            Assert.NotNull(html.QuerySelector($"meta[name={meta}]"));
        Assert.NotEmpty(html.Title!);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W05_W06_W11_It_runs_nothing_loads_no_style_and_counts_nobody(string name, string language)
    {
        var mail = mails.Of(name, language);
        using var html = mail.Html;

        Assert.Empty(html.QuerySelectorAll("script, form, input, iframe, object, embed, svg, video, audio, base, link, meta[http-equiv]"));
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(html.QuerySelectorAll("style")).TextContent), 1, 16_384);
        Assert.DoesNotMatch(@"@import|var\(|position:|display:\s*(flex|grid)|url\((?!https://)|\son\w+=", mail.Message.Html!);
        Assert.All(html.QuerySelectorAll("img"), picture => Assert.DoesNotMatch("^[012]$", picture.GetAttribute("width") ?? "528"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W06_Styles_stand_in_the_elements(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        Assert.All(html.QuerySelectorAll(".prose p, .prose h2, .prose li, .prose pre, .prose code, .prose blockquote, .prose th, .prose td, .prose img"), element => Assert.NotEmpty(element.GetAttribute("style") ?? ""));
        Assert.Empty(html.QuerySelectorAll(".prose [class], .prose [id]"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W07_W08_W09_Links_are_absolute_safe_named_and_honest(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        Assert.All(html.QuerySelectorAll("a"), link =>
        {
            Assert.Matches("^(https://[!-~]+|mailto:|tel:)", link.GetAttribute("href"));
            Assert.NotEmpty(link.TextContent.Trim() + link.QuerySelector("img")?.GetAttribute("alt"));
            Assert.DoesNotMatch("^(こちら|click here|here)$", link.TextContent.Trim());
            if (link.TextContent.Trim() is var text && text.StartsWith("https://", StringComparison.Ordinal))
                Assert.Equal(new Uri(text).Host, new Uri(link.GetAttribute("href")!).Host);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W10_Pictures_are_at_an_address_with_an_alternative_and_a_width(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        Assert.All(html.QuerySelectorAll("img"), picture =>
        {
            Assert.Matches("^https://[!-~]+$", picture.GetAttribute("src"));
            Assert.NotNull(picture.GetAttribute("alt"));
            Assert.InRange(int.Parse(picture.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture), 3, 528);
            Assert.Contains("max-width:", picture.GetAttribute("style"), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W12_Tables_are_for_layout_or_name_their_heads(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        foreach (var table in html.QuerySelectorAll("table:not([role=presentation])"))
            Assert.All(table.QuerySelectorAll("th"), head => Assert.Matches("^(col|row)$", head.GetAttribute("scope")));
        Assert.All(html.QuerySelectorAll("table[role=presentation]"), table => Assert.Equal(("0", "0", "0"), (table.GetAttribute("border"), table.GetAttribute("cellpadding"), table.GetAttribute("cellspacing"))));
        Assert.All(html.QuerySelectorAll("table:not([role=presentation])"), table => Assert.NotNull(table.Closest(".prose")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W14_Nothing_is_left_to_fill_in_or_escaped_twice(string name, string language)
    {
        var message = mails.Of(name, language).Message;

        foreach (var part in new[] { message.Html!, message.Text })
            Assert.DoesNotMatch(@"\{\{|\{%|placeholder|&amp;(amp|lt|gt|quot);|\uFFFD", part);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W15_The_preheader_comes_first_hidden_and_nothing_runs_into_it(string name, string language)
    {
        var mail = mails.Of(name, language);
        using var html = mail.Html;

        var (preheader, blanks) = (html.Body!.Children[0], html.Body!.Children[1]);
        Assert.All([preheader, blanks], hidden => Assert.Equal("display:none;max-height:0;overflow:hidden;mso-hide:all", hidden.GetAttribute("style")));
        Assert.InRange(TextColumns.Of(preheader.TextContent.Trim()), 40, 260);
        Assert.NotEqual(mail.Message.Subject, preheader.TextContent.Trim());
        Assert.InRange(blanks.TextContent.Length, 100, 400);
        Assert.DoesNotMatch(@"[\p{L}\p{N}]", blanks.TextContent);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W16_One_heading_is_the_first_and_no_level_is_skipped(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        var levels = html.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(heading => heading.LocalName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, string.Join(' ', levels)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W16_Words_stand_out_from_their_ground(string name, string language)
    {
        using var html = mails.Of(name, language).Html;

        foreach (var element in html.QuerySelectorAll("td *").Where(element => element.ChildNodes.OfType<IText>().Any(text => !string.IsNullOrWhiteSpace(text.Data))))
        {
            var (ink, ground) = (Nearest(element, Ink()), Nearest(element, Ground()));
            Assert.True(Contrast(ink, ground) >= 4.5, $"{ink} on {ground}: {element.OuterHtml}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void W17_W18_G01_G02_Its_foot_says_who_writes_from_where_why_and_how_to_stop(string name, string language)
    {
        var message = mails.Of(name, language).Message;
        using var html = new HtmlParser().ParseDocument(message.Html!);

        var stop = html.QuerySelector($"a[href='{message.UnsubscribeUrl}']")!;
        Assert.Equal(language == "ja" ? "配信停止" : "Unsubscribe", stop.TextContent);
        Assert.True(int.Parse(Size().Match(stop.GetAttribute("style")!).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) >= 12);
        Assert.Contains($"\n{message.UnsubscribeUrl}\n", message.Text, StringComparison.Ordinal);
        foreach (var words in new[] { WrittenMails.PostalAddress, language == "ja" ? "お申し込みいただいた方" : "because you subscribed to Plain Files" })
        {
            Assert.Contains(words, html.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains(words, message.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T01_The_text_says_what_the_html_says(string name, string language)
    {
        var mail = mails.Of(name, language);
        using var html = mail.Html;
        var text = Squeezed(mail.Message.Text);

        var content = html.QuerySelectorAll("h1, h2, h3, h4, .prose p, .prose li, .prose td, .prose pre").Where(element => element.Closest("a") is null && element.QuerySelector("a, p, li, sup") is null);
        Assert.All(content, element => Assert.Contains(Squeezed(element.TextContent), text, StringComparison.Ordinal));
        Assert.All(html.QuerySelectorAll("img"), picture => Assert.Contains(Squeezed(picture.GetAttribute("alt")!), text, StringComparison.Ordinal));
        Assert.All(html.QuerySelectorAll(".prose a"), link => Assert.Contains(Squeezed(link.GetAttribute("href")!), text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T02_The_text_has_no_markup(string name, string language) =>
        Assert.DoesNotMatch(@"</?(p|a|div|h\d|br|img|span|table)\b|&(amp|lt|gt|quot|nbsp|#\d+);|\n\n\n\n", mails.Of(name, language).Message.Text);

    [Theory]
    [MemberData(nameof(All))]
    public void T03_Lines_are_short_and_break_where_Japanese_may(string name, string language)
    {
        var lines = TextWrap.Wrap(mails.Of(name, language).Message.Text).Split('\n');

        Assert.All(lines.Where(line => !line.StartsWith("    ", StringComparison.Ordinal) && !line.Contains("https://", StringComparison.Ordinal)), line => Assert.InRange(TextColumns.Of(line), 0, 76));
        Assert.All(lines, line => Assert.DoesNotMatch("^ *[、。」』）！？]|[「『（]$", line));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T04_Addresses_in_the_text_are_whole(string name, string language) =>
        Assert.All(Url().Matches(mails.Of(name, language).Message.Text).Select(match => match.Value), url => Assert.True(Uri.IsWellFormedUriString(url, UriKind.Absolute), url));

    [Theory]
    [MemberData(nameof(All))]
    public void S01_The_whole_is_small_and_takes_nothing_along(string name, string language)
    {
        var bytes = mails.Of(name, language).Bytes;

        Assert.InRange(bytes.Length, 1_000, 200_000);
        Assert.DoesNotContain("Content-Disposition", Encoding.ASCII.GetString(bytes), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_page_on_the_web_is_the_same_without_anything_of_the_reader(string name, string language)
    {
        var mail = mails.Of(name, language);
        using var page = new HtmlParser().ParseDocument(mail.Issue.Web);

        Assert.DoesNotMatch("/unsubscribe/|/preferences/|placeholder", mail.Issue.Web);
        Assert.NotNull(page.QuerySelector("a[href='https://blog.example/subscribe']"));
        Assert.Contains($"href=\"https://blog.example/issues/{mail.Issue.Slug}\"", mail.Message.Html, StringComparison.Ordinal);
        Assert.Contains($"\nhttps://blog.example/issues/{mail.Issue.Slug}\n", mail.Message.Text, StringComparison.Ordinal);
        Assert.Equal(mail.Html.QuerySelectorAll(".prose, td.line").Select(element => element.OuterHtml), page.QuerySelectorAll(".prose, td.line").Select(element => element.OuterHtml));
    }

    private static string Squeezed(string text) => Blank().Replace(text, "");

    private static string Nearest(IElement? element, Regex property)
    {
        for (; element is not null; element = element.ParentElement)
            if (property.Match(element.GetAttribute("style") ?? "") is { Success: true } match) return match.Groups[1].Value;
        return "#ffffff";
    }

    // WCAG 2, relative luminance.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color) => new[] { (1, 0.2126), (3, 0.7152), (5, 0.0722) }.Sum(part =>
    {
        var value = Convert.ToInt32(color.Substring(part.Item1, 2), 16) / 255.0;
        return part.Item2 * (value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
    });

    [GeneratedRegex("(?:^|;)color:(#[0-9a-f]{6})")]
    private static partial Regex Ink();

    [GeneratedRegex("background-color:(#[0-9a-f]{6})")]
    private static partial Regex Ground();

    [GeneratedRegex("font-size:([0-9]+)px")]
    private static partial Regex Size();

    [GeneratedRegex("https?://[^\\s<>\"]+")]
    private static partial Regex Url();

    [GeneratedRegex(@"[\s>]+")]
    private static partial Regex Blank();
}
