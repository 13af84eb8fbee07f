using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Publisher.Posts.Rendering;

namespace Publisher.Posts.Reading;

/// <summary>The first heading of a body, for posts whose head names no title.</summary>
internal static partial class Headings
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseCjkFriendlyEmphasis().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    /// <summary>The plain text of the first heading of level one; null where there is none.</summary>
    public static string? First(string body)
    {
        if (!MarkdownBounds.AreKept(body))
            return null;
        try
        {
            return Markdown.Parse(body, Pipeline).Select(block => Text(block, body.Substring(block.Span.Start, block.Span.Length))).FirstOrDefault(text => text.Length > 0);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes.
            return null;
        }
    }

    private static string Text(Block block, string source) => block switch
    {
        HeadingBlock { Level: 1 } => CleanText.Line(Markdown.ToPlainText(source, Pipeline)),
        HtmlBlock { Type: not HtmlBlockType.Comment } when Written().Match(source) is { Success: true } match => CleanText.Line(WebUtility.HtmlDecode(Tag().Replace(match.Groups["text"].Value, ""))),
        _ => "",
    };

    [GeneratedRegex("<h1(\\s[^>]*)?>(?<text>.*?)</h1\\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();

    [GeneratedRegex("</?[A-Za-z][^>]*>")]
    private static partial Regex Tag();
}
