using System.Globalization;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Signals;

/// <summary>Tells the operator by mail, through whichever server takes it.</summary>
internal sealed class AlertMail(AlertsOptions options, TransportFactory transports, Sender sender, SigningKey key, Site site, TimeProvider time) : IAlertWay
{
    public bool IsWanted => options.To is not null;

    public string Column => "mailed_at";

    public async Task<string?> TellAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        await using var transport = transports.CreateAny();
        var reply = await transport.SendAsync(For(texts), cancellation);
        return reply.Kind == ReplyKind.Accepted ? null : Conditions.Plain(reply.Text);
    }

    private OutgoingMessage For(IReadOnlyList<string> texts)
    {
        var now = time.GetUtcNow();
        return new()
        {
            MessageId = $"{key.Name("alert", string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}\n{string.Join('\n', texts)}"))}@{sender.Domain}",
            To = options.To!,
            Subject = texts.Count == 1 ? $"{site.Title}: Publisher needs you" : $"{site.Title}: Publisher needs you for {texts.Count} reasons",
            Text = $"{string.Join("\n\n", texts)}\n\nYou are told once; `publisher status` shows how things stand.\n",
            Date = now,
            Language = "en",
        };
    }
}
