using System.Net;
using System.Net.Security;

namespace Publisher.Mail.Checks;

/// <summary>Looks at everything that decides whether mail arrives, all at once, and sends none.</summary>
internal sealed class Doctor(MailOptions mail, Sender sender, TimeProvider time)
{
    /// <summary>Decides on the server's certificate in place of the machine's authorities.</summary>
    public RemoteCertificateValidationCallback? Certificates { get; init; }

    /// <param name="server">The DNS server to ask; null for this machine's.</param>
    public async Task<IReadOnlyList<MailCheck>> CheckAsync(IPEndPoint? server, CancellationToken cancellation)
    {
        var dns = new Dns(server);
        var domain = new DomainChecks(dns, sender.Domain, mail.Smtp.Host);
        var servers = mail.Transport == TransportKind.Smtp ? mail.AllServers() : [mail.Smtp];
        var talks = Task.WhenAll(servers.Select(own => new ServerCheck(mail with { Smtp = own }, sender, time) { Certificates = Certificates }.CheckAsync(cancellation)));
        var keys = new DkimCheck(dns, mail.Dkim, sender, time).CheckAsync(cancellation);
        var records = new List<Task<MailCheck>> { domain.SpfAsync(cancellation), domain.DmarcAsync(cancellation), domain.MxAsync(cancellation) };
        if (mail.Transport == TransportKind.Smtp)
            records.Add(domain.PtrAsync(cancellation));
        return [From(), .. (await talks).SelectMany(found => found), .. await keys, .. await Task.WhenAll(records)];
    }

    private MailCheck From() => string.IsNullOrWhiteSpace(mail.From)
        ? new("Sender", Verdict.Bad, $"not set: mails come from {sender.Address}", "set mail.from to an address of a domain of yours")
        : new("Sender", Verdict.Good, sender.Address);
}
