using System.Net;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>The title of a post as plain text: the head's, else the first heading's, else the file name's.</summary>
internal static partial class Titles
{
    private const int MaxDepth = 4;

    public static string Of(FrontMatter front, SplitSource split, PostName name, List<(int Line, string Message)> warnings)
    {
        var title = Written(front, warnings) is { } text ? CleanText.Line(Plain(text)) : "";
        if (title.Contains('\uFFFD'))
            warnings.Add((front.Line("title"), "the title holds the replacement character U+FFFD, the trace of a character that was lost; it is kept as it is. Write the character anew"));
        return title.Length > 0 ? title : (name.IsMarkdown ? Headings.First(split.Body) : null) ?? OfName(name.FileName);
    }

    /// <summary>Pairs of tags that only mark text go, and entities become their characters. <c>Map&lt;String, String&gt;</c> and a tag that a title speaks of stay.</summary>
    public static string Plain(string title) => WebUtility.HtmlDecode(title.Contains('<', StringComparison.Ordinal) ? WithoutTags(title) : title);

    private static string WithoutTags(string title)
    {
        var plain = Break().Replace(title, " ");
        for (var depth = 0; depth < MaxDepth; depth++)
            plain = Marked().Replace(plain, "${text}");
        return plain;
    }

    private static string? Written(FrontMatter front, List<(int Line, string Message)> warnings)
    {
        switch (front["title"])
        {
            case HeadScalar { IsNull: false } scalar when !string.IsNullOrWhiteSpace(scalar.Text):
                return scalar.Text;
            // To its author it is a title.
            case HeadList { Items.Count: > 0 } list:
                warnings.Add((list.Line, "the title is a list to the program that reads it; it is taken for the text that stands there. Put it in quotes"));
                return $"[{string.Join(", ", list.Items.OfType<HeadScalar>().Select(item => item.Text))}]";
            case HeadMap { Fields.Count: > 0 } map:
                warnings.Add((map.Line, "the title is a map to the program that reads it; it is taken for the text that stands there. Put it in quotes"));
                return $"{{{string.Join(", ", map.Fields.Select(field => field.Value is HeadScalar { IsNull: false } value ? $"{field.Key}: {value.Text}" : field.Key))}}}";
            default:
                return null;
        }
    }

    private static string OfName(string name)
    {
        var title = Slugs.ToTitle(Slugs.FromName(PostDates.WithoutDate(name)));
        return title.Length > 0 ? title : name;
    }

    [GeneratedRegex(@"<(?<tag>a|abbr|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|tt|u|var)(\s[^<>]*)?>(?<text>[^<>]*)</\k<tag>>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\s*<(br|wbr)\s*/?>\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Break();
}
