using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Publisher.Bounces;
using Publisher.Mail.Checks;
using Publisher.Mail.Reports;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>JSON as the commands print it: camelCase, lower-case words, instants in RFC 3339 UTC, characters as they are.</summary>
internal static class Json
{
    private static readonly LinesJson Form = new(new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Utc(), Words<PostStatus>(), Words<Severity>(), Words<Cadence>(), Words<SubscriberStatus>(), Words<MailFormat>(), Words<DeliveryStatus>(), Words<BounceKind>(), Words<ReportKind>(), Words<Verdict>(), Words<ExplainedOutcome>() },
    });

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Form.GetTypeInfo(typeof(T))!);

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.CamelCase);

    private sealed class Utc : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}

[JsonSerializable(typeof(PostLine))]
[JsonSerializable(typeof(ProblemLine))]
[JsonSerializable(typeof(BuildLine))]
[JsonSerializable(typeof(NewLine))]
[JsonSerializable(typeof(MailCheck))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(PreviewLine))]
[JsonSerializable(typeof(SendTestLine))]
[JsonSerializable(typeof(BounceLine))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(SubscriberLine))]
[JsonSerializable(typeof(ReaderActLine))]
[JsonSerializable(typeof(LeftLineJson))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(IssueLine))]
[JsonSerializable(typeof(IssueActLine))]
[JsonSerializable(typeof(HeldLine))]
[JsonSerializable(typeof(BackupLine))]
[JsonSerializable(typeof(AdoptLine))]
[JsonSerializable(typeof(CopyLine))]
[JsonSerializable(typeof(MigrateLine))]
[JsonSerializable(typeof(AdminLine))]
[JsonSerializable(typeof(NewTokenLine))]
[JsonSerializable(typeof(TokenLine))]
[JsonSerializable(typeof(TokenActLine))]
[JsonSerializable(typeof(WebhookLine))]
[JsonSerializable(typeof(WebhookActLine))]
[JsonSerializable(typeof(WebhookSecretLine))]
[JsonSerializable(typeof(IReadOnlyList<Explanation>))]
[JsonSerializable(typeof(OwnData))]
[JsonSerializable(typeof(KeyRotation))]
internal sealed partial class LinesJson : JsonSerializerContext;
