namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Finds where JavaScript in brackets ends, texts in quotes aside.</summary>
internal static class Balance
{
    // What is longer is no expression that anyone wrote by hand.
    private const int MaxLength = 20_000;

    /// <summary>The place after the bracket that closes the one at <paramref name="start"/>; -1 where there is none near.</summary>
    public static int End(string text, int start)
    {
        var depth = 0;
        var limit = Math.Min(text.Length, start + MaxLength);
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
                    at = AfterQuote(text, at, limit);
                    break;
            }
        }

        return -1;
    }

    // An apostrophe in a text within JSX closes nothing on its line.
    private static int AfterQuote(string text, int start, int limit)
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
