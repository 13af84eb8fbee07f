using System.Net;
using Markdig;
using Markdig.Syntax;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "body": Markdown to HTML, not yet safe.</summary>
internal static class MarkdownBody
{
    private static readonly MarkdownPipeline Safe = Pipeline().Build();
    private static readonly MarkdownPipeline Strict = Pipeline().DisableHtml().Build();

    /// <param name="prepare">Looks at the document, may change it, and says whether its HTML will be safe as it is.</param>
    public static (string Html, bool IsSafe) ToHtml(string markdown, HtmlTrust trust, Func<MarkdownDocument, bool> prepare)
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline(trust));
            var isSafe = prepare(document);
            return (document.ToHtml(Pipeline(trust)), isSafe);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes: shown as it was written.
            return ($"<pre>{WebUtility.HtmlEncode(markdown)}</pre>", false);
        }
    }

    private static MarkdownPipeline Pipeline(HtmlTrust trust) => trust == HtmlTrust.None ? Strict : Safe;

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
