using Publisher.Mail;

namespace Publisher.Newsletter;

/// <summary>All ways for mail to leave, and what each has taken.</summary>
internal sealed class Ways
{
    public Ways(MailOptions mail)
    {
        All = mail.Transport == TransportKind.Smtp ? [.. mail.AllServers().Select((server, number) => new Way(number, server))] : [new(0, null)];
        Shares = new([.. All.Select(way => way.Server?.Weight ?? 1)]);
    }

    public IReadOnlyList<Way> All { get; }

    public Shares Shares { get; }

    /// <summary>Of all ways together.</summary>
    public int Connections => All.Sum(way => way.Connections);

    public bool AreAllResting(DateTimeOffset now) => All.All(way => way.IsResting(now));
}
