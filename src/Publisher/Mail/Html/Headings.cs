using System.Globalization;
using AngleSharp.Dom;

namespace Publisher.Mail.Html;

/// <summary>Headings below that of the mail, the first of the second level and none skipped (WCAG 1.3.1).</summary>
internal static class Headings
{
    public static void Order(IElement body)
    {
        var before = 1;
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var wanted = heading.LocalName[1] - '0';
            var level = Math.Clamp(wanted, 2, Math.Max(2, before + 1));
            if (level != wanted)
                Elements.Rename(heading, string.Create(CultureInfo.InvariantCulture, $"h{level}"));
            before = level;
        }
    }
}
