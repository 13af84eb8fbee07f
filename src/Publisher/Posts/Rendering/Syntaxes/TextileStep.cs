using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Textile, which is not understood: its paragraphs stay paragraphs, with its marks as they are. Without this they would pass for Markdown's, which mean other things.</summary>
internal static partial class TextileStep
{
    public static string Apply(string text, List<(int Line, string Message)> warnings)
    {
        warnings.Add((1, "the post is written in Textile, of which only the paragraphs are understood; write it in Markdown to show the rest"));
        return Special().Replace(Indentation().Replace(text, ""), Plain);
    }

    // Entities stand for their character in Markdown and in HTML alike; tags and addresses stay.
    private static string Plain(Match match) =>
        match.Length > 1 ? match.Value : string.Create(CultureInfo.InvariantCulture, $"&#{(int)match.Value[0]};");

    [GeneratedRegex("^[ \\t]+", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>|https?://[^\s<>""]+|[\\`*_#\[\]!|~^$=+<>-]|(?<=^[0-9]{1,9})[.)]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
