using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace Publisher.Subscribers;

/// <summary>Section <c>subscribers</c>: the form that anybody may send, and what is kept of who sent it.</summary>
internal sealed record SubscribersOptions : IValidatableObject
{
    /// <summary>How many mails an hour the forms may cause in all.</summary>
    [Range(1, 1_000_000)]
    public int MailsPerHour { get; init; } = 1000;

    /// <summary>How many of them may go to addresses of one domain.</summary>
    [Range(1, 1_000_000)]
    public int MailsPerHourToDomain { get; init; } = 500;

    /// <summary>How many of them one network may cause: the first 24 bits of an IPv4 address, 64 of an IPv6 one.</summary>
    [Range(1, 1_000_000)]
    public int MailsPerHourFromNetwork { get; init; } = 5;

    /// <summary>Whether the network stands with the consent that it gave.</summary>
    public bool RecordNetwork { get; init; }

    /// <summary>Proxies whose <c>X-Forwarded-For</c> is believed, beside those on this machine and in private networks: addresses, or networks such as <c>10.0.0.0/8</c>.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Sites that may show the subscribe page in a frame, such as <c>https://example.com</c>.</summary>
    public IReadOnlyList<string> FramedBy { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, proxy) in TrustedProxies.Index())
        {
            if (!IPNetwork.TryParse(proxy, out _) && !IPAddress.TryParse(proxy, out _))
                yield return new($"'{proxy}' is no address and no network; write it as 192.0.2.1 or 10.0.0.0/8", [Key(nameof(TrustedProxies), index)]);
        }

        foreach (var (index, site) in FramedBy.Index())
        {
            if (Origins.Read(site) is null)
                yield return new($"'{site}' is no site; write it as https://example.com, without a path", [Key(nameof(FramedBy), index)]);
        }
    }

    private static string Key(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
}
