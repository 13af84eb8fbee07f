namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds where JavaScript in brackets ends, texts in quotes aside.</summary>
internal sealed class Balance(string text)
{
    // What is longer is no expression that anyone wrote by hand.
    private const int MaxLength = 20_000;

    // A text full of brackets that are never closed would be gone through again for each of them.
    private long left = 100_000 + (10L * text.Length);

    /// <summary>The place after the bracket that closes the one at <paramref name="start"/>; -1 where there is none near.</summary>
    public int End(int start)
    {
        var limit = (int)Math.Min(text.Length, start + Math.Min(MaxLength, left));
        var end = Closing(start, limit);
        left -= (end < 0 ? limit : end) - start;
        return end;
    }

    private int Closing(int start, int limit)
    {
        var depth = 0;
        for (var at = start; at < limit; at++)
        {
            switch (text[at])
            {
                case '{' or '(' or '[':
                    depth++;
                    break;
                case '}' or ')' or ']':
                    depth--;
                    if (depth <= 0)
                        return at + 1;
                    break;
                case '"' or '\'' or '`':
                    at = AfterQuote(at, limit);
                    break;
            }
        }

        return -1;
    }

    // An apostrophe in a text within JSX closes nothing on its line.
    private int AfterQuote(int start, int limit)
    {
        for (var at = start + 1; at < limit; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] == text[start])
                return at;
            else if (text[at] == '\n' && text[start] != '`')
                return start;
        }

        return start;
    }
}
