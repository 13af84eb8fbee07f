using System.Text.Encodings.Web;

namespace Publisher.Settings;

/// <summary>Prints the settings in force, a line a key: <c>feeds.limit: 20  # default</c>. The file reader takes the lines back.</summary>
internal static class SettingsPrinter
{
    private const string Mask = "********";

    public static IEnumerable<string> Lines(LoadedSettings loaded) => Lines(SettingsSchema.Current.Root, loaded.Settings, loaded);

    private static IEnumerable<string> Lines(Section section, object record, LoadedSettings loaded) =>
        section.Children.SelectMany(child => child.Property!.GetValue(record) switch
        {
            { } nested when child is Section below => Lines(below, nested, loaded),
            var value => [Line((Setting)child, value, loaded.Where(child.Key))],
        });

    private static string Line(Setting setting, object? value, Origin? origin) =>
        value is null ? $"{setting.Key}:  # not set"
        : $"{setting.Key}: {(setting.IsSecret && value is not System.Collections.ICollection { Count: 0 } ? Mask : Written(setting, value))}  # {origin?.ToString() ?? "default"}";

    private static string Written(Setting setting, object value) =>
        setting.IsList
            ? $"[{string.Join(", ", ((System.Collections.IEnumerable)value).Cast<object>().Select(Plain))}]"
            : Plain(value);

    private static string Plain(object value)
    {
        var text = SettingText.Of(value);
        return IsPlain(text) ? text : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
    }

    // Narrower than YAML's own rule, and easier to be sure of.
    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsLetterOrDigit(text[0]) || text[0] is '.' or '/')
        && !char.IsWhiteSpace(text[^1])
        && text is not ("null" or "Null" or "NULL")
        && !text.EndsWith(':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.Any(character => char.IsControl(character) || character is ',' or '[' or ']' or '{' or '}');
}
