using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>The texts that a site file which is a program assigns to names: <c>title: 'My site'</c>, <c>SITENAME = "My site"</c>. It is never run.</summary>
internal static partial class ScriptValues
{
    public static HeadMap Parse(string script)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Assignment().Matches(script))
            fields.TryAdd(match.Groups["name"].Value, new HeadScalar(match.Groups["text"].Value.Trim(), Quoted: true, 1 + script.AsSpan(0, match.Index).Count('\n')));
        return new(fields, 1);
    }

    [GeneratedRegex("""^[ \t]*(const[ \t]+)?(?<name>[A-Za-z_]+)[ \t]*[:=][ \t]*(?<quote>['"`])(?<text>[^'"`\n]*)\k<quote>""", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();
}
