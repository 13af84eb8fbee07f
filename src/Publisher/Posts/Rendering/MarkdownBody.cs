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
    private static readonly ConcurrentDictionary<(HtmlTrust, MarkdownExtras, MarkdownMarks), MarkdownPipeline> Pipelines = new();

    /// <param name="prepare">Looks at the document, may change it, and says whether its HTML will be safe as it is.</param>
    public static (string Html, bool IsSafe) ToHtml(string markdown, HtmlTrust trust, Func<MarkdownDocument, bool> prepare, MarkdownExtras extras = MarkdownExtras.Math) =>
        ToHtml(markdown, Marks.Of(markdown), trust, prepare, extras);

    /// <param name="marks">Those that may occur in the text.</param>
    /// <inheritdoc cref="ToHtml(string, HtmlTrust, Func{MarkdownDocument, bool}, MarkdownExtras)"/>
    public static (string Html, bool IsSafe) ToHtml(string markdown, MarkdownMarks marks, HtmlTrust trust, Func<MarkdownDocument, bool> prepare, MarkdownExtras extras)
    {
        if (!MarkdownBounds.AreKept(markdown))
            return AsWritten(markdown);
        try
        {
            var (document, pipeline) = Parse(markdown, marks, trust, extras);
            var isSafe = prepare(document);
            return (Written(document, pipeline, isSafe), isSafe);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the library goes.
            return AsWritten(markdown);
        }
    }

    private static (MarkdownDocument Document, MarkdownPipeline Pipeline) Parse(string markdown, MarkdownMarks marks, HtmlTrust trust, MarkdownExtras extras)
    {
        var pipeline = Pipeline(trust, extras, marks);
        var document = Markdown.Parse(markdown, pipeline);
        if (marks.HasFlag(MarkdownMarks.BareLinks) || !Marks.AreMissed(document))
            return (document, pipeline);
        pipeline = Pipeline(trust, extras, marks | MarkdownMarks.BareLinks);
        return (Markdown.Parse(markdown, pipeline), pipeline);
    }

    private static MarkdownPipeline Pipeline(HtmlTrust trust, MarkdownExtras extras, MarkdownMarks marks) =>
        Pipelines.GetOrAdd((trust, extras, marks), static key => Build(key.Item1, key.Item2, key.Item3));

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

    private static MarkdownPipeline Build(HtmlTrust trust, MarkdownExtras extras, MarkdownMarks marks)
    {
        var builder = With(marks, new MarkdownPipelineBuilder());
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
    private static MarkdownPipelineBuilder With(MarkdownMarks marks, MarkdownPipelineBuilder builder)
    {
        builder.UseCjkFriendlyEmphasis();
        if (marks.HasFlag(MarkdownMarks.Tables))
            builder.UsePipeTables();
        if (marks.HasFlag(MarkdownMarks.Footnotes))
            builder.UseFootnotes();
        if (marks.HasFlag(MarkdownMarks.Definitions))
            builder.UseDefinitionLists();
        if (marks.HasFlag(MarkdownMarks.Tasks))
            builder.UseTaskLists();
        if (marks.HasFlag(MarkdownMarks.BareLinks))
            builder.UseAutoLinks();
        if (marks.HasFlag(MarkdownMarks.Strikethrough))
            builder.UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);
        return builder.Use<HeadingIds>();
    }
}
