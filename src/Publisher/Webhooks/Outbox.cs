using System.Buffers;
using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Publisher.Storage;

namespace Publisher.Webhooks;

/// <summary>Events for other programs, written in the transaction of the deed: what was done is told, and what was not is not, whenever the power goes.</summary>
internal static class Outbox
{
    private const int IdOctets = 18;

    /// <summary>Whether anybody wants events of a type: else nothing need be asked for one.</summary>
    public static async Task<bool> IsWantedAsync(DbTransaction transaction, string type, CancellationToken cancellation) =>
        (await transaction.QueryAsync("select 1 from webhooks where types like @type limit 1", row => row.GetInt64(0), cancellation, ("type", Pattern(type)))).Count > 0;

    /// <param name="reader">Whom it is about, so that it is forgotten with them; null for an event about no reader.</param>
    /// <param name="data">What is told.</param>
    public static Task AddAsync<T>(DbTransaction transaction, string type, long? reader, DateTimeOffset now, T data, JsonTypeInfo<T> form, CancellationToken cancellation) => transaction.ExecuteAsync(
        """
        insert into webhook_messages (url, message_id, type, subscriber_id, body, created_at, due_at, attempts)
        select url, @message, @type, cast(@reader as bigint), @body, @now, @now, 0 from webhooks where types like @pattern
        """,
        cancellation,
        ("message", "msg_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdOctets))),
        ("type", type),
        ("reader", reader),
        ("body", Body(type, now, data, form)),
        ("now", now.ToUnixTimeMilliseconds()),
        ("pattern", Pattern(type)));

    // As Standard Webhooks has it: the type, when it happened, the data.
    private static string Body<T>(string type, DateTimeOffset now, T data, JsonTypeInfo<T> form)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("timestamp", now.UtcDateTime);
            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, data, form);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static string Pattern(string type) => $"% {type} %";
}
