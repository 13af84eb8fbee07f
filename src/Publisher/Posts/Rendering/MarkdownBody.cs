using System.Net;
using Markdig;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "body": Markdown to HTML, not yet safe.</summary>
internal static class MarkdownBody
{
    private static readonly MarkdownPipeline Safe = Pipeline().Build();
    private static readonly MarkdownPipeline Strict = Pipeline().DisableHtml().Build();

    public static string ToHtml(string markdown, HtmlTrust trust)
    {
        try
        {
            return Markdown.ToHtml(markdown, trust == HtmlTrust.None ? Strict : Safe);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes: shown as it was written.
            return $"<pre>{WebUtility.HtmlEncode(markdown)}</pre>";
        }
    }

    // Built once and shared between threads. Real Japanese posts are full of emphasis beside punctuation: **「重要」**です.
    private static MarkdownPipelineBuilder Pipeline() => new MarkdownPipelineBuilder()
        .UseCjkFriendlyEmphasis()
        .UsePipeTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub);
}
