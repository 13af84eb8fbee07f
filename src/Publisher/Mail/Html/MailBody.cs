using AngleSharp.Html.Parser;

namespace Publisher.Mail.Html;

/// <param name="IsCut">Whether there was more than could stay.</param>
internal sealed record ShapedBody(string Html, bool IsCut);

/// <summary>From the safe HTML of a post to what every mail program shows: one pass over its tree.</summary>
internal static class MailBody
{
    /// <param name="html">Safe, with absolute addresses.</param>
    /// <param name="page">Where the post stands on the web.</param>
    /// <param name="maxOctets">How much of it may stay, in UTF-8.</param>
    public static ShapedBody Shape(string html, Uri page, BodyWords words, StyleSheet styles, int maxOctets)
    {
        using var document = new HtmlParser().ParseDocument($"<!DOCTYPE html><html><body>{html}</body></html>");
        var body = document.Body!;
        Elements.Keep(body);
        Footnotes.Settle(body);
        Films.Show(body, words);
        Pictures.Bound(body, page, words);
        Links.Settle(body);
        Headings.Order(body);
        Tables.Fit(body);
        styles.Inline(body);
        Attributes.Keep(body);
        var isCut = Cut.To(body, maxOctets);
        return new(body.InnerHtml.Trim(), isCut);
    }
}
