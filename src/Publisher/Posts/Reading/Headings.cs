namespace Publisher.Posts.Reading;

/// <summary>The first heading of a body, for posts whose head names no title.</summary>
internal static class Headings
{
    /// <summary>The text of the first <c># Heading</c> outside a code fence; null where there is none.</summary>
    public static string? First(string body)
    {
        var inFence = false;
        foreach (var line in body.AsSpan().EnumerateLines())
        {
            if (line.TrimStart().StartsWith("```") || line.TrimStart().StartsWith("~~~"))
                inFence = !inFence;
            else if (!inFence && line.StartsWith("# ") && !line[2..].IsWhiteSpace())
                return CleanText.Line(line[2..].Trim().TrimEnd('#').ToString());
        }

        return null;
    }
}
