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

    // In the order in which they are asked.
    private static readonly (MarkdownExtensions Extension, Action<MarkdownPipelineBuilder> Use)[] Uses =
    [
        (MarkdownExtensions.Tables, builder => builder.UsePipeTables()),
        (MarkdownExtensions.Footnotes, builder => builder.UseFootnotes()),
        (MarkdownExtensions.Definitions, builder => builder.UseDefinitionLists()),
        (MarkdownExtensions.Tasks, builder => builder.UseTaskLists()),
        (MarkdownExtensions.BareLinks, builder => builder.UseAutoLinks()),
        (MarkdownExtensions.Strikethrough, builder => builder.UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)),
        (MarkdownExtensions.SmartPunctuation, builder => builder.UseSmartyPants()),
        (MarkdownExtensions.Emoji, builder => builder.UseEmojiAndSmiley(enableSmileys: false)),
        (MarkdownExtensions.Math, builder => builder.UseMathematics().Use<FormulasAsWritten>()),
    ];

    // Built once and shared between threads.
    private static readonly ConcurrentDictionary<(HtmlTrust, MarkdownExtensions), MarkdownPipeline> Pipelines = new();

    /// <param name="prepare">Looks at the document, may change it, and says whether its HTML will be safe as it is.</param>
    /// <param name="wanted">Of which those are asked that the text uses.</param>
    public static (string Html, bool IsSafe) ToHtml(string markdown, HtmlTrust trust, Func<MarkdownDocument, bool> prepare, MarkdownExtensions wanted = MarkdownExtensions.Common | MarkdownExtensions.Math) =>
        Convert(markdown, trust, prepare, wanted & UsedExtensions.In(markdown));

    /// <summary>The same with all of some extensions.</summary>
    public static (string Html, bool IsSafe) Convert(string markdown, HtmlTrust trust, Func<MarkdownDocument, bool> prepare, MarkdownExtensions extensions)
    {
        if (!MarkdownBounds.AreKept(markdown))
            return AsWritten(markdown);
        try
        {
            var (document, pipeline) = Parse(markdown, trust, extensions);
            var isSafe = prepare(document);
            return (Written(document, pipeline, isSafe), isSafe);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes.
            return AsWritten(markdown);
        }
    }

    private static (MarkdownDocument Document, MarkdownPipeline Pipeline) Parse(string markdown, HtmlTrust trust, MarkdownExtensions extensions)
    {
        var pipeline = Pipelines.GetOrAdd((trust, extensions), static key => Build(key.Item1, key.Item2));
        var document = Markdown.Parse(markdown, pipeline);
        return extensions.HasFlag(MarkdownExtensions.BareLinks) || !UsedExtensions.AreMissed(document) ? (document, pipeline) : Parse(markdown, trust, extensions | MarkdownExtensions.BareLinks);
    }

    private static (string Html, bool IsSafe) AsWritten(string markdown) => ($"<pre>{WebUtility.HtmlEncode(markdown)}</pre>", false);

    // The library lends out renderers and takes them back as they are; one that gave up within a picture's description would leave the marks out of every post from then on.
    private static string Written(MarkdownDocument document, MarkdownPipeline pipeline, bool isSafe)
    {
        try
        {
            using var text = new StringWriter(s_written ??= new(Usual), CultureInfo.InvariantCulture);
            var renderer = new HtmlRenderer(text);
            pipeline.Setup(renderer);
            renderer.Render(document);
            return isSafe ? Trimmed(s_written) : text.ToString();
        }
        finally
        {
            // What one huge post took is not kept for all others.
            s_written = s_written!.Capacity > Most ? null : s_written.Clear();
        }
    }

    // The library ends with a line end: to cut it off later is to copy all. What is cleaned yet may need it: an element of the author's may still be open.
    private static string Trimmed(StringBuilder text)
    {
        var length = text.Length;
        while (length > 0 && char.IsWhiteSpace(text[length - 1]))
            length--;
        return text.ToString(0, length);
    }

    private static MarkdownPipeline Build(HtmlTrust trust, MarkdownExtensions extensions)
    {
        // Real Japanese posts are full of emphasis beside punctuation: **「重要」**です.
        var builder = new MarkdownPipelineBuilder().UseCjkFriendlyEmphasis();
        foreach (var (extension, use) in Uses)
        {
            if (extensions.HasFlag(extension))
                use(builder);
        }

        builder.Use<HeadingIds>();
        return (trust == HtmlTrust.None ? builder.DisableHtml() : builder).Build();
    }
}
