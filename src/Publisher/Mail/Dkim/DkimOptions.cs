using System.ComponentModel.DataAnnotations;

namespace Publisher.Mail.Dkim;

/// <summary>Section <c>mail.dkim</c>: the keys that every mail is signed with (RFC 6376). Of several keys each list has an entry a key, in one order.</summary>
internal sealed record DkimOptions : IValidatableObject
{
    private const int MaxKeys = 4;
    private const int MaxName = 253;

    /// <summary>The domain that signs, for all keys or for each; absent, that of the sender.</summary>
    public IReadOnlyList<string> Domain { get; init; } = [];

    /// <summary>The name of each key in DNS, before <c>._domainkey.</c> and the domain.</summary>
    public IReadOnlyList<string> Selector { get; init; } = [];

    /// <summary>The private key in PEM: RSA of 2048 bits or more, or Ed25519 (RFC 8463).</summary>
    public IReadOnlyList<string> KeyFile { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Selector.Count != KeyFile.Count)
            yield return new($"each key needs a selector and a file: here are {KeyFile.Count} of keyFile and {Selector.Count} of selector", [nameof(KeyFile), nameof(Selector)]);
        else if (KeyFile.Count > MaxKeys)
            yield return new($"each key signs every mail; name {MaxKeys} at most", [nameof(KeyFile)]);
        else if (Domain.Count > 1 && Domain.Count != KeyFile.Count)
            yield return new("give one domain for all keys, or one for each", [nameof(Domain), nameof(KeyFile)]);
        else if (Enumerable.Range(0, KeyFile.Count).Select(i => $"{Selector[i]}\n{DomainOf(i, "")}").Distinct(StringComparer.OrdinalIgnoreCase).Count() < KeyFile.Count)
            yield return new("two keys of one domain have the same selector; give each its own", [nameof(Selector)]);
        foreach (var name in Selector.Where(name => !IsName(name)))
            yield return new($"'{name}' is no name for DNS; give letters, digits and hyphens, such as mail2026", [nameof(Selector)]);
        foreach (var name in Domain.Where(name => !IsName(name)))
            yield return new($"'{name}' is no domain; give one such as example.com, in ASCII", [nameof(Domain)]);
    }

    /// <param name="sender">The sender's domain.</param>
    public string DomainOf(int key, string sender) => (Domain.Count switch { 0 => sender, 1 => Domain[0], _ => Domain[key] }).ToLowerInvariant();

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
}
