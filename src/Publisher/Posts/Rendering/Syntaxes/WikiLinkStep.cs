using System.Text;
using System.Text.RegularExpressions;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What Obsidian and wikis write: <c>[[Page|label]]</c>, <c>![[image.png]]</c>, <c>%%comment%%</c>, <c>==mark==</c>.</summary>
internal static partial class WikiLinkStep
{
    private static readonly HashSet<string> Images = new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp" };

    public static string Apply(string text, BodyContext context)
    {
        var result = text.Contains("%%", StringComparison.Ordinal) ? WithoutComments(text) : text;
        if (result.Contains("==", StringComparison.Ordinal))
            result = CodeMap.Replace(result, Mark(), static match => match.Groups["text"].Value);
        return result.Contains("[[", StringComparison.Ordinal) ? CodeMap.Replace(result, Link(), match => Shown(match, context)) : result;
    }

    private static string WithoutComments(string text)
    {
        var map = CodeMap.Of(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        while (map.Find(text, "%%", written) is >= 0 and var start && map.Find(text, "%%", start + 2) is >= 0 and var end)
        {
            result.Append(text, written, start - written);
            written = end + 2;
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }

    private static string Shown(Match match, BodyContext context)
    {
        var parts = match.Groups["inner"].Value.Split('|', 2);
        var target = parts[0].TrimEnd('\\').Trim();
        var label = parts.Length == 2 ? parts[1].Trim() : "";
        if (match.Groups["embed"].Success && Images.Contains(Path.GetExtension(target.Split('#')[0])))
            return MarkdownText.Image(Size().IsMatch(label) ? "" : label, target.Split('#')[0]);
        return LinkTo(target, label, context);
    }

    private static string LinkTo(string target, string label, BodyContext context)
    {
        var (page, heading) = target.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? (target[..at].Trim(), target[(at + 1)..].Trim()) : (target, "");
        var shown = label.Length > 0 ? label : string.Join(" – ", new[] { page, heading }.Where(part => part.Length > 0));
        var fragment = heading.Length > 0 && heading[0] != '^' ? "#" + Uri.EscapeDataString(Slugs.Plain(heading)) : "";
        if (page.Length == 0)
            return fragment.Length > 0 ? MarkdownText.Link(shown, fragment) : shown;
        return context.PostUrl(page) is { } url ? MarkdownText.Link(shown, url.AbsoluteUri + fragment) : shown;
    }

    // A space at the start is a test in a shell, not a link.
    [GeneratedRegex(@"(?<embed>!)?\[\[(?<inner>[^\s\[\]][^\[\]\n]{0,500})\]\](?!\()", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!=)==(?<text>[^=\s\n]|[^=\s\n][^=\n]{0,500}[^=\s\n])==(?!=)", RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\A[0-9x]*\z")]
    private static partial Regex Size();
}
