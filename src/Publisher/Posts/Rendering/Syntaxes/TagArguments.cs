using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What follows the name of a tag: words, quoted texts, and values with a name.</summary>
internal sealed partial record TagArguments(string[] Positional, IReadOnlyDictionary<string, string> Named)
{
    public static TagArguments Of(string text)
    {
        var positional = new List<string>();
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Argument().Matches(text))
        {
            var value = match.Groups["quoted"].Success ? Unescaped(match.Groups["quoted"].Value) : match.Groups["bare"].Value;
            if (match.Groups["name"].Success)
                named[match.Groups["name"].Value] = value;
            else
                positional.Add(value);
        }

        return new([.. positional], named);
    }

    public static string Unescaped(string quoted)
    {
        var inner = quoted[1..^1];
        return quoted[0] == '`' || !inner.Contains('\\', StringComparison.Ordinal) ? inner : Escape().Replace(inner, "$1");
    }

    [GeneratedRegex("""(?:(?<name>[\w.:-]+)\s*=\s*)?(?:(?<quoted>"(?>(?:[^"\\]|\\.)*)"|'(?>(?:[^'\\]|\\.)*)'|`[^`]*`)|(?<bare>[^\s]+))""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Argument();

    [GeneratedRegex("""\\(["'\\])""")]
    private static partial Regex Escape();
}
