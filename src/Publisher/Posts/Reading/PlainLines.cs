namespace Publisher.Posts.Reading;

/// <summary>The lines of a head, one after another, with a look at the next.</summary>
/// <param name="firstLine">The number of the first.</param>
internal ref struct PlainLines(string text, int firstLine)
{
    private int at;

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>The number of the current line in the file.</summary>
    public int Number { get; private set; } = firstLine - 1;

    public readonly bool AtEnd => at >= text.Length;

    public bool Next()
    {
        if (AtEnd)
            return false;
        var rest = text.AsSpan(at);
        var end = rest.IndexOf('\n');
        Current = end < 0 ? rest : rest[..end];
        at += Current.Length + 1;
        Number++;
        return true;
    }

    public readonly bool PeekStarts(char first) => at < text.Length && text[at] == first;
}
