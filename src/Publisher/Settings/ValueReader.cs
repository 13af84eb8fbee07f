using System.Globalization;
using System.Text.Json;

namespace Publisher.Settings;

/// <summary>A value, or what is wrong with its text: the rest of a sentence that begins with the text itself.</summary>
internal readonly record struct Reading(object? Value, string? Fault = null);

/// <summary>Reads a text as a value of a given type.</summary>
internal static class ValueReader
{
    private static readonly Dictionary<Type, Func<string, Reading>> Readers = new()
    {
        [typeof(string)] = text => new(text),
        [typeof(bool)] = ReadBool,
        [typeof(int)] = ReadInt,
        [typeof(double)] = ReadDouble,
        [typeof(ByteSize)] = ByteSize.Read,
        [typeof(TimeSpan)] = Duration.Read,
        [typeof(Uri)] = ReadUri,
        [typeof(TimeZoneInfo)] = TimeZones.Read,
    };

    public static bool Knows(Type type) => Readers.ContainsKey(type) || type.IsEnum;

    public static Reading Read(Type type, string text) =>
        Readers.TryGetValue(type, out var read) ? read(text) : ReadEnum(type, text);

    /// <summary>The values of an enum as they are written: <c>startTls</c>.</summary>
    public static IReadOnlyList<string> NamesOf(Type type) =>
        [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static Reading ReadBool(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => new(true),
        "FALSE" or "NO" or "OFF" => new(false),
        _ => new(null, "is neither true nor false; give one of the two"),
    };

    private static Reading ReadInt(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? new(number)
            : new(null, "is no whole number up to 2147483647; give one in digits only");

    private static Reading ReadDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new(number)
            : new(null, "is no number; give one such as 0.5");

    private static Reading ReadUri(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new(uri)
            : new(null, "is no web address; give one such as https://example.com");

    private static Reading ReadEnum(Type type, string text)
    {
        var names = NamesOf(type);
        var index = names.ToList().FindIndex(name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? new(Enum.Parse(type, names[index], ignoreCase: true)) : new(null, $"is not known here; give {Choice(names)}");
    }

    private static string Choice(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
}
