using System.Globalization;
using AngleSharp.Dom;

namespace Publisher.Posts.Rendering;

/// <summary>Stage "summary", for posts whose head gives none.</summary>
internal static class Summaries
{
    private const int MaxGraphemes = 280;

    private static readonly string[] Separators = ["<!--more-->", "<!-- more -->", "<!--truncate-->", "<!-- truncate -->", "<!-- excerpt -->"];

    /// <summary>What stands before the mark that ends a summary; null where the body has no mark.</summary>
    public static string? BeforeSeparator(string body, string? configured)
    {
        foreach (var mark in configured is { Length: > 0 } && !string.IsNullOrWhiteSpace(configured) ? [configured, .. Separators] : Separators)
        {
            var at = body.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0)
                return body[..at];
        }

        return null;
    }

    /// <summary>The first paragraph that says something, cut between graphemes.</summary>
    public static string FirstParagraph(IElement body) =>
        Cut(body.QuerySelectorAll("p").Select(PlainText.Line).FirstOrDefault(text => text.Length > 0) ?? "");

    private static string Cut(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return starts.Length <= MaxGraphemes ? text : text[..starts[MaxGraphemes]].TrimEnd() + "…";
    }
}
