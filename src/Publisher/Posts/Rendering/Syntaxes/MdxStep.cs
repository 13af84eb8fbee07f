using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>MDX without its JavaScript: statements, comments and expressions go, of components the text within them stays.</summary>
internal static class MdxStep
{
    public static string Apply(string text, List<(int Line, string Message)> warnings)
    {
        var result = text;
        if (result.Contains("import", StringComparison.Ordinal) || result.Contains("export", StringComparison.Ordinal))
            result = MdxStatements.Without(result);
        if (result.Contains("{/*", StringComparison.Ordinal))
            result = WithoutComments(result);
        if (result.Contains('<', StringComparison.Ordinal))
            result = MdxElements.Without(result, warnings);
        return result.Contains('{', StringComparison.Ordinal) ? MdxStatements.WithoutExpressions(result) : result;
    }

    private static string WithoutComments(string text)
    {
        var map = CodeMap.Of(text);
        var result = new StringBuilder(text.Length);
        var written = 0;
        while (map.Find(text, "{/*", written) is >= 0 and var start && text.IndexOf("*/", start + 3, StringComparison.Ordinal) is >= 0 and var close
            && text.IndexOf('}', close) is >= 0 and var end)
        {
            result.Append(text, written, start - written);
            if (text.AsSpan(start + 3, close - start - 3).Trim().SequenceEqual("truncate"))
                result.Append("<!-- truncate -->");
            written = end + 1;
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }
}
