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

    /// <summary>What stands before the first line that could end a head, its line end too; nothing where none is near.</summary>
    public string UpToFence()
    {
        if (text is not null)
            return Before(text.AsSpan(0, Math.Min(text.Length, Near)), "\n---", "\n+++") is >= 0 and var end ? text[..(end + 1)] : "";
        return Before(utf8.Span[..Math.Min(utf8.Length, Near)], "\n---"u8, "\n+++"u8) is >= 0 and var at ? Encoding.UTF8.GetString(utf8.Span[..(at + 1)]) : "";
    }

    private static int Before<T>(ReadOnlySpan<T> start, ReadOnlySpan<T> fence, ReadOnlySpan<T> other)
        where T : IEquatable<T>
    {
        var (first, second) = (start.IndexOf(fence), start.IndexOf(other));
        return first < 0 || (second >= 0 && second < first) ? second : first;
    }

    public bool Equals(SourceBody? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as SourceBody);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public void AppendTo(IncrementalHash hash) => hash.AppendData(text is null ? utf8.Span : Encoding.UTF8.GetBytes(text));
}
