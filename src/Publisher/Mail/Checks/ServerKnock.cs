namespace Publisher.Mail.Checks;

/// <summary>Whether a mail server lets us in, as far as the login; asked once a minute at most, so that no server takes offence.</summary>
internal sealed class ServerKnock(MailOptions mail, Sender sender, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim asking = new(1);
    private string? found;
    private DateTimeOffset? foundAt;

    public void Dispose() => asking.Dispose();

    /// <returns>Null where a server answers, or mail goes to a folder.</returns>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        if (mail.Transport == TransportKind.Folder)
            return null;
        await asking.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (foundAt is not { } at || now - at >= Kept || now < at)
                (found, foundAt) = (await KnockAsync(cancellation), now);
            return found;
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<string?> KnockAsync(CancellationToken cancellation)
    {
        var faults = await Task.WhenAll(mail.AllServers().Select(server => KnockAsync(server, cancellation)));
        return faults.Contains(null) ? null : $"no mail server lets us in: {string.Join("; ", faults)}";
    }

    private async Task<string?> KnockAsync(SmtpOptions server, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var (connection, fault) = await SmtpDoor.OpenAsync(server with { Timeout = server.Timeout < Patience ? server.Timeout : Patience }, sender.Domain, null, patience.Token);
            using (connection)
            {
                if (connection is null)
                    return SmtpReplies.Tidy(fault, server);
                await connection.DisconnectAsync(quit: true, patience.Token);
                return null;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return FormattableString.Invariant($"{server} did not answer within {Patience.TotalSeconds} seconds");
        }
    }
}
