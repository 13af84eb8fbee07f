using System.Security.Cryptography;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>The text below a head. Where it came as UTF-8 it is made text only when somebody asks: most posts stand in no feed.</summary>
internal sealed class SourceBody : IEquatable<SourceBody>
{
    private readonly ReadOnlyMemory<byte> utf8;
    private string? text;

    /// <param name="utf8">Valid UTF-8 with <c>\n</c> line ends, and there for as long as this is.</param>
    public SourceBody(ReadOnlyMemory<byte> utf8) => this.utf8 = utf8;

    public SourceBody(string text) => this.text = text;

    public string Text => text ??= Encoding.UTF8.GetString(utf8.Span);

    /// <param name="word">ASCII.</param>
    public bool Contains(string word) =>
        text?.Contains(word, StringComparison.Ordinal) ?? utf8.Span.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;

    /// <summary>The first paragraph, if a line in it could end a head and no blank line goes before; else nothing.</summary>
    public string UpToFence()
    {
        if (text is null ? utf8.Span is [] or [(byte)'\n', ..] : text is "" or ['\n', ..])
            return "";
        var end = Text.IndexOf("\n\n", StringComparison.Ordinal);
        var first = end < 0 ? Text : Text[..end];
        return first.Contains("\n---", StringComparison.Ordinal) || first.Contains("\n+++", StringComparison.Ordinal) ? first : "";
    }

    public bool Equals(SourceBody? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as SourceBody);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public void AppendTo(IncrementalHash hash) => hash.AppendData(text is null ? utf8.Span : Encoding.UTF8.GetBytes(text));
}
