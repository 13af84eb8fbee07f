using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;

namespace Publisher.Mail.Checks;

/// <summary>Questions to DNS. An answer is null where nobody could be asked, and empty where there is no such record.</summary>
internal sealed class Dns
{
    private static readonly TimeSpan Once = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly LookupClient? client;

    /// <param name="server">Who is asked; null for the servers of this machine.</param>
    public Dns(IPEndPoint? server)
    {
        // Without servers of its own the library would ask one of the world's.
        NameServer[] servers = server is null ? [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)] : [new(server)];
        client = servers.Length == 0 ? null : new(new LookupClientOptions(servers) { Timeout = Once, Retries = 1, UseCache = true });
    }

    public Task<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken cancellation) =>
        AskAsync(name, QueryType.TXT, answers => answers.TxtRecords().Select(record => string.Concat(record.Text)), cancellation);

    /// <summary>Names without the dot at the end, the preferred one first; a null MX (RFC 7505) is an empty name.</summary>
    public Task<IReadOnlyList<string>?> MailServersAsync(string domain, CancellationToken cancellation) =>
        AskAsync(domain, QueryType.MX, answers => answers.MxRecords().OrderBy(record => record.Preference).Select(record => record.Exchange.Value.TrimEnd('.')), cancellation);

    public Task<IReadOnlyList<string>?> NamesAsync(IPAddress address, CancellationToken cancellation) =>
        AskAsync(Arpa(address), QueryType.PTR, answers => answers.PtrRecords().Select(record => record.PtrDomainName.Value.TrimEnd('.')), cancellation);

    public async Task<IReadOnlyList<IPAddress>?> AddressesAsync(string name, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(name, out var literal))
            return [literal];
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return [IPAddress.Loopback];
        var four = await AskAsync(name, QueryType.A, answers => answers.ARecords().Select(record => record.Address), cancellation);
        return four is null ? null : [.. four, .. await AskAsync(name, QueryType.AAAA, answers => answers.AaaaRecords().Select(record => record.Address), cancellation) ?? []];
    }

    /// <summary>The name that an address's PTR record stands at.</summary>
    public static string Arpa(IPAddress address) => address.GetArpaName().TrimEnd('.');

    private async Task<IReadOnlyList<T>?> AskAsync<T>(string name, QueryType type, Func<IReadOnlyList<DnsResourceRecord>, IEnumerable<T>> read, CancellationToken cancellation)
    {
        if (client is null)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var response = await client.QueryAsync(name, type, QueryClass.IN, patience.Token);
            return response.Header.ResponseCode is DnsHeaderResponseCode.NotExistentDomain ? []
                : response.HasError ? null
                : [.. read(response.Answers)];
        }
        catch (Exception fault) when (fault is DnsResponseException or SocketException or OperationCanceledException or ArgumentException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
