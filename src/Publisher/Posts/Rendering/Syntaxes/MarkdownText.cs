using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Pieces of Markdown made of values.</summary>
internal static partial class MarkdownText
{
    /// <summary>An address that shows itself; a text that is none stays a text.</summary>
    public static string Autolink(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? $"<{Target(address)}>" : Label(address);

    public static string Link(string label, string address) => $"[{Label(label)}]({Address(address)})";

    public static string Image(string? alt, string address, string? title = null) =>
        $"![{Label(alt ?? "")}]({Address(address)}{(string.IsNullOrWhiteSpace(title) ? "" : $" \"{Line(title).Replace("\"", "&quot;", StringComparison.Ordinal)}\"")})";

    public static string Video(string id) =>
        id.StartsWith("http", StringComparison.Ordinal) ? Autolink(id) : Autolink("https://www.youtube.com/watch?v=" + Uri.EscapeDataString(id));

    /// <summary>A fenced block, longer fences than any that the code holds.</summary>
    /// <param name="indent">Stands before both fences.</param>
    public static string Fence(string language, string code, string indent = "")
    {
        var longest = 2;
        foreach (var run in Ticks().EnumerateMatches(code))
            longest = Math.Max(longest, run.Length);
        var fence = new string('`', longest + 1);
        var content = code.Trim('\r', '\n').TrimEnd();
        return $"{fence}{LanguageName().Match(language).Value}\n{content}\n{indent}{fence}";
    }

    /// <summary>Each line as a line of a quotation.</summary>
    public static string Quote(string text)
    {
        var quote = new StringBuilder();
        foreach (var line in text.Trim('\n').Split('\n'))
            quote.Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
        return quote.ToString();
    }

    private static string Label(string text) => LabelMarks().Replace(Line(text), @"\$0");

    private static string Line(string text) => Spaces().Replace(text, " ").Trim();

    public static string Address(string address) => Unsafe().IsMatch(address) ? $"<{Target(address)}>" : address;

    private static string Target(string address) =>
        Line(address).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    [GeneratedRegex(@"[\s()<>]")]
    private static partial Regex Unsafe();

    [GeneratedRegex("`{3,}")]
    private static partial Regex Ticks();

    [GeneratedRegex(@"\A[\w+#.-]*")]
    private static partial Regex LanguageName();

    [GeneratedRegex(@"[\[\]\\]")]
    private static partial Regex LabelMarks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
