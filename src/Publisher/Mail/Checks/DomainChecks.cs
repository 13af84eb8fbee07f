using System.Net;

namespace Publisher.Mail.Checks;

/// <summary>What DNS says of the sender's domain and the server's address.</summary>
internal sealed class DomainChecks(Dns dns, string domain, string host)
{
    public async Task<MailCheck> SpfAsync(CancellationToken cancellation)
    {
        var advice = $"publish who may send for {domain}; your mail provider names its part, often include:…";
        var publish = ZoneLine.Txt(domain, IPAddress.TryParse(host, out _) || SmtpOptions.IsLoopback(host) ? "v=spf1 mx ~all" : $"v=spf1 a:{host} ~all");
        if (await dns.TextsAsync(domain, cancellation) is not { } texts)
            return new("SPF", Verdict.Unknown, MailCheck.CouldNotAsk, advice, publish);
        var records = texts.Where(SpfWalk.IsSpf).ToList();
        if (records.Count != 1)
            return records.Count == 0
                ? new("SPF", Verdict.Bad, "no record", advice, publish)
                : new("SPF", Verdict.Bad, $"{records.Count} records: receivers take none of them", "make one of them");
        var servers = await PublicServersAsync(cancellation);
        var walk = new SpfWalk(dns, servers);
        await walk.ReadAsync(domain, records[0], isOuter: true, cancellation);
        return Judge(walk, records[0], servers.Count > 0);
    }

    /// <summary>The record of the domain, or of the nearest one above it (RFC 9989).</summary>
    public async Task<MailCheck> DmarcAsync(CancellationToken cancellation)
    {
        var publish = ZoneLine.Txt($"_dmarc.{domain}", $"v=DMARC1; p=none; rua=mailto:postmaster@{domain}");
        const string advice = "publish one; with p=none it only asks for reports, later make it quarantine or reject";
        var labels = domain.Split('.');
        for (var above = 0; above == 0 || labels.Length - above >= 2; above++)
        {
            var name = string.Join('.', labels[above..]);
            if (await dns.TextsAsync($"_dmarc.{name}", cancellation) is not { } texts)
                return new("DMARC", Verdict.Unknown, MailCheck.CouldNotAsk, advice, publish);
            var records = texts.Where(text => text.StartsWith("v=DMARC1", StringComparison.Ordinal)).ToList();
            if (records.Count > 1)
                return new("DMARC", Verdict.Bad, $"{records.Count} records at _dmarc.{name}: receivers take none of them", "keep one of them");
            if (records.Count == 1)
                return Dmarc(records[0], name);
        }

        return new("DMARC", Verdict.Bad, "no record", advice, publish);
    }

    public async Task<MailCheck> MxAsync(CancellationToken cancellation)
    {
        var publish = $"{domain}. IN MX 10 mail.{domain}.";
        const string advice = "name the server that takes mail for it: answers and bounces go there, and receivers check";
        if (await dns.MailServersAsync(domain, cancellation) is not { } servers)
            return new("MX", Verdict.Unknown, MailCheck.CouldNotAsk, advice, publish);
        if (servers.Contains(""))
            return new("MX", Verdict.Bad, $"{domain} says that it takes no mail (RFC 7505)", advice, publish);
        if (servers.Count > 0)
            return new("MX", Verdict.Good, string.Join(", ", servers.Take(3)));
        return await dns.AddressesAsync(domain, cancellation) is { Count: > 0 }
            ? new("MX", Verdict.Warning, $"no record; mail goes to the address of {domain} itself", advice, publish)
            : new("MX", Verdict.Bad, $"no record, and {domain} has no address", advice, publish);
    }

    /// <summary>Forward-confirmed: the address has a name, and the name that address.</summary>
    public async Task<MailCheck> PtrAsync(CancellationToken cancellation)
    {
        const string advice = "whoever owns the address gives it a name: your host's control panel, or the provider";
        if (await dns.AddressesAsync(host, cancellation) is not { } addresses)
            return new("PTR", Verdict.Unknown, MailCheck.CouldNotAsk, advice);
        if (addresses.FirstOrDefault(IsPublic) is not { } address)
            return new("PTR", Verdict.Unknown, $"{host} has no public address: from which one mail leaves cannot be seen from here", "check that the address your server sends from has a name that leads back to it");
        if (await dns.NamesAsync(address, cancellation) is not { } names)
            return new("PTR", Verdict.Unknown, MailCheck.CouldNotAsk, advice);
        if (names.Count == 0)
            return new("PTR", Verdict.Bad, $"{address} has no name", advice, $"{Dns.Arpa(address)}. IN PTR {host}.");
        foreach (var name in names.Take(5))
            if (await dns.AddressesAsync(name, cancellation) is { } back && back.Contains(address))
                return new("PTR", Verdict.Good, $"{address} is {name}");
        return new("PTR", Verdict.Bad, $"{address} is named {names[0]}, which does not lead back to it", advice);
    }

    private static MailCheck Judge(SpfWalk walk, string record, bool knowsServers) => walk switch
    {
        { Lookups: > SpfWalk.MaxLookups } => new("SPF", Verdict.Bad, $"{record} needs more than {SpfWalk.MaxLookups} lookups: receivers give up", "take out what you no longer use"),
        { All: '+' } => new("SPF", Verdict.Bad, $"{record} lets everybody send in your name", "end it with ~all or -all"),
        { IsPartial: true } => new("SPF", Verdict.Unknown, $"{record}; a part of it could not be asked", "ask again later"),
        { NamesServer: false } when knowsServers => new("SPF", Verdict.Warning, $"{record} does not name the server's address", "add your provider's include:…, unless it sends from other addresses, which the record names"),
        { All: null or '?' } => new("SPF", Verdict.Warning, $"{record} says nothing of all others", "end it with ~all or -all"),
        _ => new("SPF", Verdict.Good, record),
    };

    private static MailCheck Dmarc(string record, string name)
    {
        var policy = record.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(tag => tag.StartsWith("p=", StringComparison.OrdinalIgnoreCase))?[2..].Trim();
        return policy is "none" or "quarantine" or "reject"
            ? new("DMARC", Verdict.Good, $"{record} (at _dmarc.{name})")
            : new("DMARC", Verdict.Bad, $"{record} has no policy", "add p=none, p=quarantine or p=reject");
    }

    private async Task<IReadOnlyList<IPAddress>> PublicServersAsync(CancellationToken cancellation) =>
        [.. (await dns.AddressesAsync(host, cancellation) ?? []).Where(IsPublic)];

    private static bool IsPublic(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6UniqueLocal && !address.IsIPv4MappedToIPv6
            && !(bytes.Length == 4 && (bytes[0] is 10 or 0 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)));
    }
}
