using System.Globalization;
using System.Text.Json;
using Publisher.Mail;

namespace Publisher.Api.Forms;

/// <summary>Something that is wrong in a request.</summary>
/// <param name="Pointer">Where in the body (RFC 6901); null where it is a parameter.</param>
/// <param name="Parameter">Of the address; null where it is in the body.</param>
/// <param name="Detail">One sentence that says what to do.</param>
internal sealed record Fault(string? Pointer, string? Parameter, string Detail)
{
    public static Fault At(string pointer, string detail) => new(pointer, null, detail);

    public static Fault In(string parameter, string detail) => new(null, parameter, detail);
}

/// <summary>Holds what came in against its form.</summary>
internal static class SchemaFaults
{
    private const int MostFaults = 20;

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IReadOnlyList<Fault> Of(Schema schema, JsonElement value) => [.. Of(schema, value, "").Take(MostFaults)];

    /// <summary>What is wrong with a parameter of the address; null where nothing is.</summary>
    public static string? OfText(Schema schema, string text) => schema.Type switch
    {
        "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? OfNumber(schema, number) : "this is no whole number; give one in digits",
        "boolean" => text is "true" or "false" ? null : "give true or false",
        _ => OfString(schema, text),
    };

    /// <summary>An instant as RFC 3339 has it.</summary>
    public static bool TryReadInstant(string text, out DateTimeOffset at)
    {
        at = default;
        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasZone && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
    }

    private static IEnumerable<Fault> Of(Schema schema, JsonElement value, string pointer) => (schema.Type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) when schema.IsNullable => [],
        ("object", JsonValueKind.Object) => OfObject(schema, value, pointer),
        ("array", JsonValueKind.Array) => OfList(schema, value, pointer),
        ("string", JsonValueKind.String) => One(pointer, OfString(schema, value)),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => [],
        ("integer", JsonValueKind.Number) => One(pointer, value.TryGetInt64(out var number) ? OfNumber(schema, number) : "this is no whole number; give one in digits"),
        _ => One(pointer, $"give {Kind(schema)} here"),
    };

    private static IEnumerable<Fault> OfObject(Schema schema, JsonElement value, string pointer)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (schema.Fields.FirstOrDefault(field => field.Name == property.Name) is not { } field)
                yield return Fault.At($"{pointer}/{Escape(property.Name)}", $"there is no such field; there are {string.Join(", ", schema.Fields.Select(known => known.Name))}");
            else
                foreach (var fault in Of(field.Schema, property.Value, $"{pointer}/{field.Name}"))
                    yield return fault;
        }

        foreach (var missing in schema.Fields.Where(field => field.IsRequired && !value.TryGetProperty(field.Name, out _)))
            yield return Fault.At($"{pointer}/{missing.Name}", "this is missing; give it");
    }

    private static IEnumerable<Fault> OfList(Schema schema, JsonElement value, string pointer)
    {
        var count = value.GetArrayLength();
        if (count < schema.Shortest || count > schema.Longest)
            return One(pointer, $"give {(schema.Shortest > 0 ? $"{schema.Shortest} to " : "at most ")}{schema.Longest} entries");
        return value.EnumerateArray().SelectMany((entry, at) => Of(schema.Items!, entry, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{at}")));
    }

    // Half of a character, written as an escape, is no text.
    private static string? OfString(Schema schema, JsonElement value)
    {
        try
        {
            return OfString(schema, value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return "this holds half of a character; give whole ones";
        }
    }

    private static string? OfString(Schema schema, string text)
    {
        if (schema.Words.Count > 0)
            return schema.Words.Contains(text) ? null : $"give one of {string.Join(", ", schema.Words)}";
        if (text.Length < schema.Shortest || text.Length > schema.Longest)
            return $"give {schema.Shortest} to {schema.Longest} characters";
        return schema.Format switch
        {
            Schema.Instant => TryReadInstant(text, out _) ? null : "this is no instant; give one such as 2026-02-13T08:00:00Z",
            Schema.Mail => EmailAddress.TryParse(text, out _) ? null : "this is no address that mail can be sent to; give one such as name@example.com",
            _ => text.Any(char.IsControl) ? "this holds a control character; leave it out" : null,
        };
    }

    private static string? OfNumber(Schema schema, long number) =>
        number < schema.Least || number > schema.Most ? $"give a number from {schema.Least} to {schema.Most}" : null;

    private static IEnumerable<Fault> One(string pointer, string? detail) => detail is null ? [] : [Fault.At(pointer, detail)];

    private static string Kind(Schema schema) => schema.Type switch
    {
        "object" => "an object",
        "array" => "a list",
        "string" => "a text",
        "boolean" => "true or false",
        _ => "a whole number",
    };

    // RFC 6901, section 3; a name of any length is somebody's trick.
    private static string Escape(string name) => (name.Length > 100 ? name[..100] : name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
