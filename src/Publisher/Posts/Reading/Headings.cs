using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Publisher.Posts.Reading;

/// <summary>The first heading of a body, for posts whose head names no title.</summary>
internal static class Headings
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseCjkFriendlyEmphasis().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    /// <summary>The plain text of the first heading of level one; null where there is none.</summary>
    public static string? First(string body)
    {
        try
        {
            return Markdown.Parse(body, Pipeline).OfType<HeadingBlock>()
                .Where(heading => heading.Level == 1)
                .Select(heading => CleanText.Line(Markdown.ToPlainText(body.Substring(heading.Span.Start, heading.Span.Length), Pipeline)))
                .FirstOrDefault(text => text.Length > 0);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes.
            return null;
        }
    }
}
