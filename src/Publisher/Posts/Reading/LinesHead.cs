using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>A head of <c>Key: value</c> lines, as Pelican has them. A line that is set in goes on with the value before it.</summary>
internal static partial class LinesHead
{
    public static HeadMap Parse(string head, int firstLine, List<(int Line, string Message)> warnings)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        var key = "";
        var line = firstLine;
        foreach (var text in head.Split('\n'))
        {
            if (Field().Match(text) is { Success: true } field)
            {
                key = field.Groups["key"].Value;
                HeadMap.Put(fields, key, new HeadScalar(field.Groups["value"].Value.Trim(), Quoted: true, line), line, warnings);
            }
            else if (fields.GetValueOrDefault(key) is HeadScalar begun)
                fields[key] = begun with { Text = $"{begun.Text} {text.Trim()}".Trim() };
            line++;
        }

        return new(fields, firstLine);
    }

    [GeneratedRegex(@"^(?<key>[A-Za-z_-]+)[ \t]*:(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
