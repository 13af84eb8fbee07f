using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Publisher.Posts;

namespace Publisher.Signals;

/// <summary>What is posted: <c>text</c> is what chat services show.</summary>
internal sealed record AlertDocument(string Text, string Site, IReadOnlyList<string> Alerts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlertDocument))]
internal sealed partial class AlertJson : JsonSerializerContext;

/// <summary>Tells the operator by a JSON document that is posted to an address of theirs.</summary>
internal sealed class AlertHook(AlertsOptions options, Site site) : IAlertWay, IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 64 * 1024 };

    public bool IsWanted => options.Webhook is not null;

    public string Column => "posted_at";

    public void Dispose() => http.Dispose();

    public async Task<string?> TellAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new($"{site.Title}: {string.Join('\n', texts)}", site.Url.AbsoluteUri, texts), AlertJson.Default.AlertDocument));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        try
        {
            using var answer = await http.PostAsync(options.Webhook, content, cancellation);
            return answer.IsSuccessStatusCode ? null : FormattableString.Invariant($"it answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException fault)
        {
            // The message may hold the address, which is a secret.
            return $"it cannot be reached ({fault.HttpRequestError})";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "it did not answer within 10 seconds";
        }
    }
}
