using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>The mark of many programs for "here goes a table of contents": a feed and a mail have no place for one.</summary>
internal static partial class TableOfContents
{
    /// <summary>Leaves the mark's line empty: lines keep their number.</summary>
    public static string Without(string text) => text.Contains("toc", StringComparison.OrdinalIgnoreCase) ? CodeMap.Replace(text, Mark(), static _ => "") : text;

    [GeneratedRegex(@"^ {0,3}(\[toc\]|\[\[_?toc_?\]\]|@\[toc\](\([^)\n]*\))?|\$\{toc\})[ \t]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
