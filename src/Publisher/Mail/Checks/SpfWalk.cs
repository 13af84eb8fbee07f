using System.Net;

namespace Publisher.Mail.Checks;

/// <summary>Reads a domain's SPF record with all that it includes (RFC 7208), and looks for the addresses that mail comes from.</summary>
internal sealed class SpfWalk(Dns dns, IReadOnlyList<IPAddress> servers)
{
    /// <summary>Section 4.6.4.</summary>
    public const int MaxLookups = 10;

    public int Lookups { get; private set; }

    /// <summary>Whether the record lets an address of ours send.</summary>
    public bool NamesServer { get; private set; }

    /// <summary>Whether a part could not be asked.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The qualifier of <c>all</c>; null where there is none.</summary>
    public char? All { get; private set; }

    public static bool IsSpf(string text) => text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase) || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase);

    public async Task ReadAsync(string domain, string record, bool isOuter, CancellationToken cancellation)
    {
        foreach (var term in record.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var qualifier = term[0] is '+' or '-' or '~' or '?' ? term[0] : '+';
            var plain = term.TrimStart('+', '-', '~', '?').ToLowerInvariant();
            if (plain == "all" && isOuter)
                All = qualifier;
            else if (qualifier == '+' || plain.StartsWith("include:", StringComparison.Ordinal))
                await ReadTermAsync(domain, plain, isOuter, cancellation);
            if (Lookups > MaxLookups)
                return;
        }
    }

    private async Task ReadTermAsync(string domain, string term, bool isOuter, CancellationToken cancellation)
    {
        var (name, value, prefix) = Split(term);
        if (name is "ip4" or "ip6")
        {
            Match(IPAddress.TryParse(value, out var address) ? [address] : [], prefix);
            return;
        }

        Lookups += name is "include" or "redirect" or "a" or "mx" or "ptr" or "exists" ? 1 : 0;
        // Macros are the receiver's to fill in.
        if (Lookups > MaxLookups || value.Contains('%', StringComparison.Ordinal))
            return;
        if (name is "include" or "redirect")
            await FollowAsync(value, isOuter && name == "redirect", cancellation);
        else if (name == "a")
            await MatchHostAsync(value.Length > 0 ? value : domain, prefix, cancellation);
        else if (name == "mx")
            foreach (var host in Known(await dns.MailServersAsync(value.Length > 0 ? value : domain, cancellation)).Take(MaxLookups))
                await MatchHostAsync(host, prefix, cancellation);
    }

    private async Task FollowAsync(string domain, bool isOuter, CancellationToken cancellation)
    {
        if (Known(await dns.TextsAsync(domain, cancellation)).FirstOrDefault(IsSpf) is { } record)
            await ReadAsync(domain, record, isOuter, cancellation);
    }

    private async Task MatchHostAsync(string host, int? prefix, CancellationToken cancellation) =>
        Match(Known(await dns.AddressesAsync(host, cancellation)), prefix);

    private void Match(IEnumerable<IPAddress> addresses, int? prefix) =>
        NamesServer |= addresses.Any(address => servers.Any(server => Covers(address, prefix, server)));

    private IReadOnlyList<T> Known<T>(IReadOnlyList<T>? answer)
    {
        IsPartial |= answer is null;
        return answer ?? [];
    }

    private static bool Covers(IPAddress network, int? prefix, IPAddress address)
    {
        var (whole, part) = (network.GetAddressBytes(), address.GetAddressBytes());
        var bits = prefix ?? whole.Length * 8;
        return whole.Length == part.Length && Enumerable.Range(0, Math.Min(bits, whole.Length * 8)).All(bit => ((whole[bit / 8] ^ part[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    // a:host/24, ip6:2001:db8::/32, include:host, redirect=host
    private static (string Name, string Value, int? Prefix) Split(string term)
    {
        var slash = term.IndexOf('/', StringComparison.Ordinal);
        var plain = slash < 0 ? term : term[..slash];
        var end = plain.IndexOfAny([':', '=']);
        int? prefix = slash >= 0 && int.TryParse(term[(slash + 1)..].Split('/')[0], out var bits) && bits >= 0 ? bits : null;
        return end < 0 ? (plain, "", prefix) : (plain[..end], plain[(end + 1)..], prefix);
    }
}
