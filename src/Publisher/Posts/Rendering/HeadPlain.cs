using System.Globalization;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering;

/// <summary>Values of a head as plain ones, for templates.</summary>
internal static class HeadPlain
{
    private const int MaxDepth = 8;

    public static IReadOnlyDictionary<string, object?> Map(HeadMap map) => Map(map, 0);

    private static Dictionary<string, object?> Map(HeadMap map, int depth) =>
        map.Fields.ToDictionary(field => field.Key, field => Value(field.Value, depth), StringComparer.OrdinalIgnoreCase);

    // Aliases may make a small head a deep one.
    private static object? Value(HeadValue value, int depth) => value switch
    {
        _ when depth >= MaxDepth => null,
        HeadList list => list.Items.Take(1000).Select(item => Value(item, depth + 2)).ToList(),
        HeadMap map => Map(map, depth + 2),
        HeadScalar { IsNull: true } => null,
        HeadScalar { Quoted: false, Text: "true" or "false" } scalar => scalar.Text == "true",
        HeadScalar { Quoted: false } scalar when decimal.TryParse(scalar.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        HeadScalar scalar => scalar.Text,
        _ => null,
    };
}
