namespace Publisher.WebSub;

/// <summary>Pings the hubs that the settings name: <c>hub.mode=publish</c>, as hubs have it since PubSubHubbub 0.3.</summary>
internal sealed class HubClient(HubLimits limits) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseDrainSize = 0, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // Hubs read the one or the other name of the topic.
    public async Task<Reply> PublishAsync(Uri hub, string topic, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, hub)
        {
            Content = new FormUrlEncodedContent([new("hub.mode", "publish"), new("hub.url", topic), new("hub.topic", topic)]),
        };
        return await client.ReplyAsync(request, most: 0, limits.Timeout, cancellation);
    }

    public void Dispose() => client.Dispose();
}
