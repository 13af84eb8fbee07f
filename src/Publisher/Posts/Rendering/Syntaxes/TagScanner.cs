using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds the tags of a text one after the other. What has no end is text.</summary>
internal sealed partial class TagScanner(string text, CodeMap code)
{
    private readonly HashSet<string> absent = new(StringComparer.Ordinal);

    public BodyTag? Next(int from)
    {
        for (var at = code.Find(text, "{", from); at >= 0 && at + 1 < text.Length; at = code.Find(text, "{", at + 1))
        {
            var end = text[at + 1] switch { '%' => After("%}", at + 2), '{' => After("}}", at + 2), _ => -1 };
            if (end > 0)
                return text[at + 1] == '{' ? new(at, end, true, "", text[(at + 2)..(end - 2)]) : Tag(at, end);
        }

        return null;
    }

    /// <summary>The tag that ends a block whose content is not looked at.</summary>
    public Match? EndOf(string name, int from)
    {
        if (absent.Contains("end" + name))
            return null;
        for (var at = text.IndexOf("{%", from, StringComparison.Ordinal); at >= 0; at = text.IndexOf("{%", at + 2, StringComparison.Ordinal))
        {
            if (EndTag().Match(text, at) is { Success: true } match && match.Groups["name"].ValueSpan.SequenceEqual(name))
                return match;
        }

        absent.Add("end" + name);
        return null;
    }

    private int After(string mark, int from)
    {
        if (absent.Contains(mark))
            return -1;
        var at = text.IndexOf(mark, from, StringComparison.Ordinal);
        if (at < 0)
            absent.Add(mark);
        return at < 0 ? -1 : at + mark.Length;
    }

    private BodyTag Tag(int start, int end)
    {
        var inner = text.AsSpan(start + 2, end - start - 4);
        if (inner is ['-', ..])
            inner = inner[1..];
        if (inner is [.., '-'])
            inner = inner[..^1];
        inner = inner.Trim();
        var length = inner.IndexOfAnyExcept(NameCharacters) is >= 0 and var other ? other : inner.Length;
        return new(start, end, false, inner[..length].ToString(), inner[length..].Trim().ToString());
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    [GeneratedRegex(@"\G\{%-?\s*end(?<name>\w+)\s*-?%\}", RegexOptions.ExplicitCapture)]
    private static partial Regex EndTag();
}
