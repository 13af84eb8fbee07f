using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Tests.Posts.Hostile;

/// <summary>Bytes of a file.</summary>
internal readonly record struct Extent(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>A good post before anything happens to it.</summary>
/// <param name="Extension">With its dot: it says what the body is written in.</param>
/// <param name="Head">Between the fences; empty where none are known.</param>
/// <param name="Flag">The line that makes it a draft, with the line ends on both sides; null where none does.</param>
internal sealed partial record SamplePost(string Name, string Extension, byte[] Bytes, Extent Head, Extent? Flag = null)
{
    public bool InDraftFolder { get; init; }

    public static SamplePost Of(string name, byte[] bytes) => new(name, Path.GetExtension(name), bytes, HeadOf(Encoding.Latin1.GetString(bytes)));

    public static SamplePost Of(string name, string text) => Of(name, Encoding.UTF8.GetBytes(text));

    /// <summary>The same with the first line of its head that is <paramref name="flag"/> marked.</summary>
    public SamplePost Marked(string flag)
    {
        var at = Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(flag));
        return at < 0 ? throw new ArgumentException($"'{flag}' does not stand in {Name}") : this with { Flag = LineAround(at, flag.Length) };
    }

    /// <summary>The same with a line more in its head, which makes it a draft; null where it has no head between fences.</summary>
    public SamplePost? AsDraft(Random random)
    {
        var latin = Encoding.Latin1.GetString(Bytes, 0, Head.End);
        var starts = Key().Matches(latin, Head.Start).Select(match => match.Index).Append(Head.End).ToList();
        if (Head.Length == 0 || latin.StartsWith('{'))
            return null;
        var at = starts[random.Next(starts.Count)];
        var (key, value) = DraftWords.Any(random);
        var flag = latin.StartsWith('+') ? $"{key} = {(key == "status" ? $"\"{value}\"" : value)}" : $"{key}: {value}";
        // A key below the line of a table belongs to the table.
        at = latin.StartsWith('+') ? Head.Start : at;
        var bytes = (byte[])[.. Bytes[..at], .. Encoding.UTF8.GetBytes(flag + "\n"), .. Bytes[at..]];
        var draft = this with { Name = $"{Name} with {flag}", Bytes = bytes, Head = Head with { Length = Head.Length + flag.Length + 1 } };
        return draft with { Flag = draft.LineAround(at, flag.Length) };
    }

    private Extent LineAround(int at, int length)
    {
        var start = Bytes.AsSpan(0, at).LastIndexOf((byte)'\n') is >= 0 and var before ? before : 0;
        var end = Bytes.AsSpan(at + length).IndexOf((byte)'\n') is >= 0 and var after ? at + length + after + 1 : Bytes.Length;
        return new(start, end - start);
    }

    private static Extent HeadOf(string latin) => Fenced().Match(latin) is { Success: true } match ? new(match.Groups["head"].Index, match.Groups["head"].Length) : default;

    [GeneratedRegex(@"^\s*(?<fence>---(json)?|\+\+\+)[ \t]*\r?\n(?<head>(.*\n)*?)(---|\+\+\+)[ \t]*\r?(\n|\z)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^[A-Za-z]\w*:", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
