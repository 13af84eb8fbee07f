namespace Publisher.WebSub;

/// <summary>Sends one request within bounds: of time, and of what is read of the answer. A fault of the other side is a reply.</summary>
internal static class Request
{
    private const string Agent = "Publisher";

    /// <param name="most">Bytes of the answer that are read.</param>
    public static async Task<Reply> ReplyAsync(this HttpClient client, HttpRequestMessage request, int most, TimeSpan timeout, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        request.Headers.UserAgent.ParseAdd(Agent);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new((int)response.StatusCode, await BeginningAsync(response, most, patience.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(0, default, "nobody answered in time");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new(0, default, fault.Message.TrimEnd('.'));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BeginningAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        if (most == 0)
            return default;
        var buffer = new byte[most];
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        return buffer.AsMemory(0, await content.ReadAtLeastAsync(buffer, most, throwOnEndOfStream: false, cancellation));
    }
}
