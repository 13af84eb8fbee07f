using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Templates;

/// <summary>Makes one sentence with file and line of what the template engine says.</summary>
internal static partial class TemplateFault
{
    public static TemplateException Of(TemplateSource source, string message, Exception? inner = null)
    {
        var sentence = message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.', ' ');
        var position = Position().Match(sentence);
        var line = position.Success ? position.Groups[1].Value : LineOf(source.Text, sentence);
        var text = Position().Replace(sentence, "");
        return new TemplateException($"{source.Path}{(line is null ? "" : $", line {line}")}: {text}.", inner) { Placed = true };
    }

    // The engine knows no line while it renders; the name it complains of is in quotes, and where that stands is the line.
    private static string? LineOf(string text, string sentence)
    {
        var name = Quoted().Match(sentence).Groups[1].Value;
        var at = name.Length == 0 ? -1 : text.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? null : (text.AsSpan(0, at).Count('\n') + 1).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@" at \((\d+):\d+\)$")]
    private static partial Regex Position();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
