using AngleSharp.Html.Parser;
using Publisher.Mail.Html;

namespace Publisher.Tests.Mail.Html;

public sealed class StyleSheetTests
{
    [Theory]
    [InlineData("p { margin: 0 0  16px; color: #000 }", "<p style=\"margin:0 0 16px;color:#000\">a</p><pre><code>b</code></pre>")]
    [InlineData("p { margin: 0 }\np { color: red; margin: 1px }", "<p style=\"color:red;margin:1px\">a</p><pre><code>b</code></pre>")]
    [InlineData("p { padding-left: 1px }\np { padding: 2px }", "<p style=\"padding-left:1px;padding:2px\">a</p><pre><code>b</code></pre>")]
    [InlineData("code, p { top: 0 } pre code { top: 1px }", "<p style=\"top:0\">a</p><pre><code style=\"top:1px\">b</code></pre>")]
    [InlineData("/* p { color: red } */ .lead { color: red }", "<p style=\"color:red\">a</p><pre><code>b</code></pre>")]
    public void Rules_are_written_into_the_elements_and_the_later_one_counts(string css, string expected)
    {
        using var document = new HtmlParser().ParseDocument("<body><p class=lead>a</p><pre><code>b</code></pre>");
        StyleSheet.Parse(css).Inline(document.Body!);
        foreach (var element in document.QuerySelectorAll("[class]"))
            element.RemoveAttribute("class");

        Assert.Equal(expected, document.Body!.InnerHtml);
    }

    [Theory]
    [InlineData("p { margin: 0 }\n@media print { p { margin: 1px } }", 2, "only rules")]
    [InlineData("p { margin: 0 }\n\n/* a\nb */ p[ { margin: 1px }", 4, "'p[' is no selector")]
    [InlineData("p { margin: 0 }\n\nwords", 3, "only rules")]
    public void What_cannot_be_written_into_elements_is_named_with_its_line(string css, int line, string words)
    {
        var fault = Assert.Throws<StyleException>(() => StyleSheet.Parse(css));

        Assert.Equal(line, fault.Line);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }
}
