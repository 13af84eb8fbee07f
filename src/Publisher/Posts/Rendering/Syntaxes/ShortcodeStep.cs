using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Hugo's shortcodes: <c>{{&lt; figure src="a.png" &gt;}}</c> and their like.</summary>
internal static class ShortcodeStep
{
    private static readonly string[] Telling = ["title", "caption", "text", "alt"];

    public static string Apply(string text, BodyContext context, List<(int Line, string Message)> warnings)
    {
        if (!text.Contains("{{<", StringComparison.Ordinal) && !text.Contains("{{%", StringComparison.Ordinal))
            return text;
        var codes = ShortcodeScanner.Scan(text);
        var result = new StringBuilder(text.Length);
        var warned = new HashSet<string>(StringComparer.Ordinal);
        var written = 0;
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i];
            result.Append(text, written, code.Start - written);
            written = code.End;
            if (code.Partner is { } partner && code.Name == "highlight")
            {
                result.Append(MarkdownText.Fence(code.Argument(0, "lang") ?? "", text[code.End..codes[partner].Start]));
                written = codes[partner].End;
                i = partner;
            }
            else if (!code.IsClosing)
            {
                result.Append(Shown(code, context, message => Warn(message, code)));
            }
        }

        return result.Append(text, written, text.Length - written).ToString();

        void Warn(string message, Shortcode code)
        {
            if (warned.Add(code.Name))
                warnings.Add((BodyLines.NumberAt(text, code.Start), message));
        }
    }

    private static string Shown(Shortcode code, BodyContext context, Action<string> warn)
    {
        if (code.Literal is { } literal)
            return literal;
        if (Shortcodes.Known(code, context) is { } known)
            return known;
        if (code.Partner is not null)
        {
            warn($"The shortcode '{code.Name}' is not known here: the text within it is shown alone.");
            return "";
        }

        var told = Telling.Select(name => code.Named.GetValueOrDefault(name)).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct();
        var shown = string.Join(" – ", told);
        warn(shown.Length > 0 ? $"The shortcode '{code.Name}' is not known here: only its text is shown." : $"The shortcode '{code.Name}' is not known here and is left out.");
        return shown;
    }
}
