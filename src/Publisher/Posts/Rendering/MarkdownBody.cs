using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "body": Markdown to HTML, not yet safe.</summary>
internal static class MarkdownBody
{
    // In characters of HTML.
    private const int Usual = 32 * 1024;
    private const int Most = 8 * Usual;

    [ThreadStatic]
    private static StringBuilder? s_written;

    // Built once and shared between threads.
    private static readonly ConcurrentDictionary<(HtmlTrust, MarkdownExtras), MarkdownPipeline> Pipelines = new();

    /// <param name="prepare">Looks at the document, may change it, and says whether its HTML will be safe as it is.</param>
    public static (string Html, bool IsSafe) ToHtml(string markdown, HtmlTrust trust, Func<MarkdownDocument, bool> prepare, MarkdownExtras extras = MarkdownExtras.Math)
    {
        if (!MarkdownBounds.AreKept(markdown))
            return AsWritten(markdown);
        try
        {
            var pipeline = Pipelines.GetOrAdd((trust, extras), static key => Build(key.Item1, key.Item2));
            var document = Markdown.Parse(markdown, pipeline);
            var isSafe = prepare(document);
            return (Written(document, pipeline), isSafe);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes.
            return AsWritten(markdown);
        }
    }

    private static (string Html, bool IsSafe) AsWritten(string markdown) => ($"<pre>{WebUtility.HtmlEncode(markdown)}</pre>", false);

    // The library lends out renderers and takes them back as they are; one that gave up within a picture's description would leave the marks out of every post from then on.
    private static string Written(MarkdownDocument document, MarkdownPipeline pipeline)
    {
        try
        {
            using var text = new StringWriter(s_written ??= new(Usual), CultureInfo.InvariantCulture);
            var renderer = new HtmlRenderer(text);
            pipeline.Setup(renderer);
            renderer.Render(document);
            return text.ToString();
        }
        finally
        {
            // What one huge post took is not kept for all others.
            s_written = s_written!.Capacity > Most ? null : s_written.Clear();
        }
    }

    private static MarkdownPipeline Build(HtmlTrust trust, MarkdownExtras extras)
    {
        var builder = Common();
        if (trust == HtmlTrust.None)
            builder.DisableHtml();
        if (extras.HasFlag(MarkdownExtras.SmartPunctuation))
            builder.UseSmartyPants();
        if (extras.HasFlag(MarkdownExtras.Emoji))
            builder.UseEmojiAndSmiley(enableSmileys: false);
        if (extras.HasFlag(MarkdownExtras.Math))
            builder.UseMathematics().Use<FormulasAsWritten>();
        return builder.Build();
    }

    // Real Japanese posts are full of emphasis beside punctuation: **「重要」**です.
    private static MarkdownPipelineBuilder Common() => new MarkdownPipelineBuilder()
        .UseCjkFriendlyEmphasis()
        .UsePipeTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Use<HeadingIds>();
}
