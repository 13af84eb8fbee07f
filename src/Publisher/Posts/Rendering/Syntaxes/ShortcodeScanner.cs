using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds the shortcodes of a text outside of code, and which belong together.</summary>
internal static partial class ShortcodeScanner
{
    public static List<Shortcode> Scan(string text)
    {
        var codes = new List<Shortcode>();
        var map = CodeMap.Of(text);
        var ended = new Dictionary<string, int>();
        for (var at = map.Find(text, "{{", 0); at >= 0; at = map.Find(text, "{{", at))
        {
            var end = End(text, at, ended);
            if (end > 0 && Parse(text, at, end) is { } code)
                codes.Add(code);
            at = end > 0 ? end : at + 2;
        }

        Pair(codes);
        return codes;
    }

    // A mark that is nowhere ahead is not looked for again.
    private static int End(string text, int start, Dictionary<string, int> ended)
    {
        var mark = text.AsSpan(start + 2) switch { ['<', ..] => ">}}", ['%', ..] => "%}}", _ => null };
        if (mark is null || ended.ContainsKey(mark))
            return -1;
        var end = text.IndexOf(mark, start + 3, StringComparison.Ordinal);
        if (end < 0)
            ended[mark] = start;
        return end < 0 ? -1 : end + mark.Length;
    }

    private static Shortcode? Parse(string text, int start, int end)
    {
        var inner = text[(start + 3)..(end - 3)];
        if (inner.StartsWith("/*", StringComparison.Ordinal))
        {
            var shown = text[start..(start + 3)] + inner.Replace("/*", "", StringComparison.Ordinal).Replace("*/", "", StringComparison.Ordinal) + text[(end - 3)..end];
            return new(start, end, "", TagArguments.Of(""), false, true, shown);
        }

        if (Inner().Match(inner) is not { Success: true, Groups: var groups })
            return new(start, end, "", TagArguments.Of(""), true, true, null);
        return new(start, end, groups["name"].Value, TagArguments.Of(groups["arguments"].Value), groups["close"].Success, groups["self"].Success, null);
    }

    private static void Pair(List<Shortcode> codes)
    {
        var open = new Stack<int>();
        var waiting = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i];
            if (!code.IsClosing && !code.ClosesItself)
            {
                open.Push(i);
                waiting[code.Name] = waiting.GetValueOrDefault(code.Name) + 1;
            }

            while (code.IsClosing && waiting.GetValueOrDefault(code.Name) > 0)
            {
                var opener = open.Pop();
                waiting[codes[opener].Name]--;
                if (codes[opener].Name != code.Name)
                    continue;
                codes[opener] = codes[opener] with { Partner = i };
                break;
            }
        }
    }

    [GeneratedRegex(@"\A\s*(?<close>/)?\s*(?<name>[\w./-]+?)(?<arguments>\s.*?)??\s*(?<self>/)?\s*\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Inner();
}
