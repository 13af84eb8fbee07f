using System.Text.Json.Nodes;

namespace Publisher.Api.Forms;

/// <summary>Writes forms as JSON Schema 2020-12, as OpenAPI 3.1 has them.</summary>
internal static class SchemaText
{
    /// <summary>The form, or a pointer to where it stands under its name.</summary>
    public static JsonObject Of(Schema schema) => schema.Name is { } name ? new() { ["$ref"] = $"#/components/schemas/{name}" } : Whole(schema);

    public static JsonObject Whole(Schema schema)
    {
        var text = new JsonObject { ["type"] = schema.IsNullable ? new JsonArray(schema.Type, "null") : schema.Type };
        Add(text, "description", schema.About);
        Add(text, "format", schema.Format);
        if (schema.Words.Count > 0)
            text["enum"] = new JsonArray([.. schema.Words.Concat(schema.IsNullable ? [null] : (IEnumerable<string?>)[]).Select(word => (JsonNode?)word)]);
        AddBounds(text, schema);
        if (schema.Items is { } items)
            text["items"] = Of(items);
        if (schema.Type == "object")
            AddFields(text, schema);
        return text;
    }

    /// <summary>All that have names, among a form and what is in it.</summary>
    public static IEnumerable<Schema> Named(Schema? schema) => schema is null ? [] :
        [.. schema.Name is null ? (IEnumerable<Schema>)[] : [schema], .. Named(schema.Items), .. schema.Fields.SelectMany(field => Named(field.Schema))];

    private static void AddBounds(JsonObject text, Schema schema)
    {
        var isList = schema.Type == "array";
        if (schema.Shortest > 0)
            text[isList ? "minItems" : "minLength"] = schema.Shortest;
        if (schema.Longest is { } longest)
            text[isList ? "maxItems" : "maxLength"] = longest;
        if (schema.Least is { } least)
            text["minimum"] = least;
        if (schema.Most is { } most)
            text["maximum"] = most;
    }

    private static void AddFields(JsonObject text, Schema schema)
    {
        text["properties"] = new JsonObject(schema.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Of(field.Schema))));
        if (schema.Fields.Any(field => field.IsRequired))
            text["required"] = new JsonArray([.. schema.Fields.Where(field => field.IsRequired).Select(field => (JsonNode?)field.Name)]);
        text["additionalProperties"] = false;
    }

    private static void Add(JsonObject text, string name, string? value)
    {
        if (value is not null)
            text[name] = value;
    }
}
