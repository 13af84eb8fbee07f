using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "summary", for posts whose head gives none.</summary>
internal static partial class Summaries
{
    private const int MaxGraphemes = 280;
    private const string End = "</p>";

    private static readonly string[] Separators = ["<!--more-->", "<!-- more -->", "<!--truncate-->", "<!-- truncate -->", "<!-- excerpt -->"];

    /// <summary>What stands before the mark that ends a summary; null where the body has no mark.</summary>
    public static string? BeforeSeparator(string body, string? configured)
    {
        if (string.IsNullOrWhiteSpace(configured) && !body.Contains("<!--", StringComparison.Ordinal))
            return null;
        foreach (var mark in configured is { Length: > 0 } && !string.IsNullOrWhiteSpace(configured) ? [configured, .. Separators] : Separators)
        {
            // A post about summaries may show the mark as code.
            if (body.Contains(mark, StringComparison.Ordinal) && CodeMap.Of(body).Find(body, mark, 0) is > 0 and var at)
                return WithDefinitions(body[..at], body[at..]);
        }

        return null;
    }

    // Where links and notes lead stands at the end of many posts.
    private static string WithDefinitions(string start, string rest) =>
        string.Join('\n', Definition().Matches(rest).Select(match => match.Value).Prepend(start + "\n"));

    /// <summary>The words of a piece of safe HTML in one line.</summary>
    public static string Line(string html) => PlainText.LineOfParagraph(html) ?? PlainText.Line(Parse(html));

    /// <summary>The first paragraph that says something, cut between graphemes.</summary>
    /// <param name="html">Safe HTML.</param>
    public static string FirstParagraph(string html)
    {
        // Mostly the first paragraph is the one, and the rest need not be parsed.
        var end = html.IndexOf(End, StringComparison.Ordinal);
        if (end >= 0 && PlainText.LineOfParagraph(html.AsSpan(0, end + End.Length)) is { Length: > 0 } first)
            return Cut(first);
        return end < 0 ? "" : FirstIn(html[..(end + End.Length)], Own) ?? FirstIn(html, Own) ?? FirstIn(html, static _ => true) ?? "";
    }

    // A quotation, a callout or an entry of a table of contents begins a post and does not sum it up.
    private static bool Own(IElement paragraph) => paragraph.Closest("blockquote, li, aside, figure, .footnotes") is null;

    private static string? FirstIn(string html, Func<IElement, bool> counts) =>
        Parse(html).QuerySelectorAll("p").Where(counts).Select(PlainText.Line).FirstOrDefault(text => text.Length > 0) is { } first ? Cut(first) : null;

    private static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;

    private static string Cut(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return starts.Length <= MaxGraphemes ? text : text[..starts[MaxGraphemes]].TrimEnd() + "…";
    }

    [GeneratedRegex(@"^ {0,3}\[[^\]\n]+\]:.*(\n[ \t]+\S.*)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Definition();
}
