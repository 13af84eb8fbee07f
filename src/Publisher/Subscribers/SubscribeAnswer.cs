using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>What a script that sent the form is told.</summary>
/// <param name="Status"><c>ok</c> or <c>invalid</c>.</param>
/// <param name="Message">A sentence to show.</param>
internal sealed record SubscribeAnswer(string Status, string Message)
{
    /// <summary>Whether the answer is asked for as JSON, and not as a page.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var types = request.GetTypedHeaders().Accept.Where(type => type.Quality != 0).ToList();
        return types.Any(type => type.MediaType == "application/json") && !types.Any(type => type.MediaType == "text/html");
    }

    public static Task WriteAsync(HttpContext context, int status, SubscribeAnswer answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.WriteBodyAsync(SubscribersJson.Of(answer));
    }
}

[JsonSerializable(typeof(SubscribeAnswer))]
[JsonSerializable(typeof(OwnData))]
internal sealed partial class SubscribersJson : JsonSerializerContext
{
    // As the commands print it: camelCase, lower-case words, characters as they are.
    private static readonly SubscribersJson Form = new(new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { Words<SubscriberStatus>(), Words<Cadence>(), Words<MailFormat>() },
    });

    public static byte[] Of<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Form.GetTypeInfo(typeof(T))!);

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.CamelCase);
}
