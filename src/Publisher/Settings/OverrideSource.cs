namespace Publisher.Settings;

/// <summary>Reads <c>--set KEY=VALUE</c>; given twice, the last one counts.</summary>
internal static class OverrideSource
{
    public static IReadOnlyList<Given> Read(IReadOnlyList<string> overrides, Problems problems) =>
        [.. overrides.Select(text => ReadOne(text, problems)).OfType<Given>()];

    private static Given? ReadOne(string text, Problems problems)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split >= 0)
            return Given.Text(text[..split].Trim(), text[(split + 1)..], Origin.CommandLine);
        problems.Add(Origin.CommandLine, KeyIn(text), "there is no '='; write --set KEY=VALUE");
        return null;
    }

    // What follows the key may be a password after a wrong separator.
    private static string KeyIn(string text) =>
        string.Concat(text.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character == '.'));
}
