using System.Net.Http.Headers;
using System.Text;

namespace Publisher.WebSub;

/// <summary>Requests to callbacks, which strangers name: to public addresses alone.</summary>
internal sealed class CallbackClient(HubGuard guard, HubLimits limits) : IDisposable
{
    private readonly HttpClient client = PublicHttp.Client(guard.Allows);

    /// <param name="most">Bytes of the answer that are read.</param>
    public async Task<Reply> GetAsync(Uri callback, int most, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, callback);
        return await client.ReplyAsync(request, most, limits.Timeout, cancellation);
    }

    /// <summary>Hands a feed on (WebSub, section 7).</summary>
    /// <param name="link">Names the hub and the feed's own address.</param>
    public async Task<Reply> PostAsync(Uri callback, TopicContent content, string link, string? secret, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new ReadOnlyMemoryContent(content.Bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(content.ContentType);
        request.Headers.TryAddWithoutValidation("Link", link);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", HubSignature.Of(Encoding.UTF8.GetBytes(secret), content.Bytes.Span));
        return await client.ReplyAsync(request, most: 0, limits.Timeout, cancellation);
    }

    public void Dispose() => client.Dispose();
}
