using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Publisher.WebSub;

namespace Publisher.Webhooks;

/// <summary>Tells a program of an event, in the form of Standard Webhooks 1.0.</summary>
internal sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient open = PublicHttp.Client(PublicAddress.Is);
    private readonly HttpClient anywhere = PublicHttp.Client(_ => true);

    public async Task<Reply> TellAsync(Webhook webhook, WebhookMessage message, DateTimeOffset now, CancellationToken cancellation)
    {
        var at = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body)) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("webhook-id", message.MessageId);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", at);
        request.Headers.TryAddWithoutValidation("webhook-signature", Signature(webhook.Secret, message.MessageId, at, message.Body));
        return await (webhook.AllowsPrivate ? anywhere : open).ReplyAsync(request, most: 0, Timeout, cancellation);
    }

    /// <summary>HMAC-SHA-256 of id, time and body, with points between them.</summary>
    public static string Signature(ReadOnlySpan<byte> secret, string id, string at, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{at}.{body}")));

    public void Dispose()
    {
        open.Dispose();
        anywhere.Dispose();
    }
}
