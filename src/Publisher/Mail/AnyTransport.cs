namespace Publisher.Mail;

/// <summary>Several servers of which any will do, for the few mails that no share is kept of. It stays with the one that worked.</summary>
internal sealed class AnyTransport(IReadOnlyList<ITransport> all) : ITransport
{
    private int current;

    public async Task<TransportReply> SendAsync(OutgoingMessage message, Task before, CancellationToken cancellation)
    {
        var reply = await all[current].SendAsync(message, before, cancellation);
        for (var tried = 1; tried < all.Count && reply.Kind == ReplyKind.Faulted; tried++)
        {
            current = (current + 1) % all.Count;
            reply = await all[current].SendAsync(message, before, cancellation);
        }

        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in all)
            await transport.DisposeAsync();
    }
}
