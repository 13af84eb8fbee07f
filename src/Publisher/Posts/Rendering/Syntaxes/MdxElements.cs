using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Takes components out of a text, and JavaScript out of the attributes of HTML.</summary>
internal static class MdxElements
{
    public static string Without(string text, List<(int Line, string Message)> warnings)
    {
        var map = CodeMap.Of(text);
        var balance = new Balance(text);
        var result = new StringBuilder(text.Length);
        var warned = new HashSet<string>(StringComparer.Ordinal);
        var written = 0;
        for (var at = map.Find(text, "<", 0); at >= 0; at = map.Find(text, "<", at + 1))
        {
            if (JsxTag.Read(text, at, balance) is not { } tag)
                continue;
            result.Append(text, written, at - written);
            if (!tag.IsComponent)
                result.Append(tag.Html);
            else if (tag.Name.Length > 0 && warned.Add(tag.Name))
                warnings.Add((BodyLines.NumberAt(text, at), $"The component '{tag.Name}' is not known here: the text within it is shown alone."));
            written = tag.End;
            at = tag.End - 1;
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }
}
