using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>One way for mail to leave, as it is in use: a server with its own limits, which rests after faults.</summary>
/// <param name="server">Null for the folder.</param>
internal sealed class Way(int number, SmtpOptions? server)
{
    private int faults;
    private long restsUntil;

    /// <summary>Its place among all.</summary>
    public int Number => number;

    public SmtpOptions? Server => server;

    public Limits Limits { get; } = new(server, number == 0 ? "domain/" : $"domain of {server}/");

    public int Connections => server?.Connections ?? 1;

    public string Name => server?.ToString() ?? "the folder";

    public bool IsResting(DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref restsUntil);

    /// <summary>Notes a fault of its own, which no recipient could help.</summary>
    /// <returns>Until when it rests.</returns>
    public DateTimeOffset Rest(DateTimeOffset now)
    {
        var until = now + DeliveryPolicy.Rest(Interlocked.Increment(ref faults));
        Volatile.Write(ref restsUntil, until.UtcTicks);
        return until;
    }

    /// <summary>Notes that the server looked at a mail.</summary>
    public void Worked() => Volatile.Write(ref faults, 0);
}
