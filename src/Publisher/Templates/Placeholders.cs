using System.Text.RegularExpressions;

namespace Publisher.Templates;

/// <summary>Puts values for <c>{names}</c> into a text; a name without a value stays as it is.</summary>
internal static partial class Placeholders
{
    public static string Replace(string text, IReadOnlyDictionary<string, string> values) =>
        Name().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9]*)\}")]
    private static partial Regex Name();
}
