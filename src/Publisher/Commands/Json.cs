using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Publisher.Commands;

/// <summary>JSON as the commands print it: camelCase, lower-case words, instants in RFC 3339 UTC, characters as they are.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Utc(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Of(object value) => JsonSerializer.Serialize(value, Form);

    private sealed class Utc : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}
