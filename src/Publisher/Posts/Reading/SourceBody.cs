using System.Security.Cryptography;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>The text below a head. Where it came as UTF-8 it is made text only when somebody asks: most posts stand in no feed.</summary>
internal sealed class SourceBody : IEquatable<SourceBody>
{
    private const int Near = 2_000;

    private readonly ReadOnlyMemory<byte> utf8;
    private string? text;

    /// <param name="utf8">Valid UTF-8 with <c>\n</c> line ends, and there for as long as this is.</param>
    public SourceBody(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    public SourceBody(string text) => this.text = text;

    public string Text => text ??= Encoding.UTF8.GetString(utf8.Span);

    /// <param name="word">ASCII.</param>
    public bool Contains(string word) =>
        text?.Contains(word, StringComparison.Ordinal) ?? utf8.Span.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;

    /// <summary>What stands before the first line that could end a head, its line end too; where none is near, the paragraph that follows with no blank line between, without its line end.</summary>
    public string UpToFence()
    {
        if (text is not null)
            return text[..End(text.AsSpan(0, Math.Min(text.Length, Near)), "\n---", "\n+++", "\n\n")];
        return Encoding.UTF8.GetString(utf8.Span[..End(utf8.Span[..Math.Min(utf8.Length, Near)], "\n---"u8, "\n+++"u8, "\n\n"u8)]);
    }

    private static int End<T>(ReadOnlySpan<T> start, ReadOnlySpan<T> fence, ReadOnlySpan<T> other, ReadOnlySpan<T> blank)
        where T : IEquatable<T>
    {
        var (first, second) = (start.IndexOf(fence), start.IndexOf(other));
        if (first >= 0 || second >= 0)
            return 1 + (first < 0 || (second >= 0 && second < first) ? second : first);
        return start.StartsWith(blank[..1]) ? 0 : start.IndexOf(blank) is >= 0 and var end ? end : start.TrimEnd(blank).Length;
    }

    public bool Equals(SourceBody? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as SourceBody);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public void AppendTo(IncrementalHash hash) => hash.AppendData(text is null ? utf8.Span : Encoding.UTF8.GetBytes(text));
}
