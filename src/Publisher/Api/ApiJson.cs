using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Publisher.Api.Routes;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Api;

/// <summary>JSON as the API writes it: camelCase, lower-case words, instants in RFC 3339 UTC, as the commands do with <c>--json</c>.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ProblemAbout))]
[JsonSerializable(typeof(TokenThing))]
[JsonSerializable(typeof(ActDone))]
[JsonSerializable(typeof(ReaderTaken))]
[JsonSerializable(typeof(SubscriberLine))]
[JsonSerializable(typeof(Page<SubscriberLine>))]
[JsonSerializable(typeof(IssueThing))]
[JsonSerializable(typeof(IssueWhole))]
[JsonSerializable(typeof(Page<IssueThing>))]
[JsonSerializable(typeof(DeliveryThing))]
[JsonSerializable(typeof(Page<DeliveryThing>))]
[JsonSerializable(typeof(PostThing))]
[JsonSerializable(typeof(Page<PostThing>))]
[JsonSerializable(typeof(HeldThing))]
[JsonSerializable(typeof(Page<HeldThing>))]
[JsonSerializable(typeof(SuppressionThing))]
[JsonSerializable(typeof(Page<SuppressionThing>))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Form { get; } = new(new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Utc(), Words<PostStatus>(), Words<Cadence>(), Words<SubscriberStatus>(), Words<MailFormat>(), Words<DeliveryStatus>(), Words<SuppressionReason>() },
    });

    private static JsonConverter Words<T>()
        where T : struct, Enum => new Lower<T>();

    private sealed class Lower<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => SubscriberRows.Value<T>(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(SubscriberRows.Word(value));
    }

    private sealed class Utc : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}
