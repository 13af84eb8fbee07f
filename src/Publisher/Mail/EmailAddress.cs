using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Publisher.Mail;

/// <summary>An address that mail can be sent to: one addr-spec (RFC 5321 section 4.1.2) in the form that readers type, its domain in ASCII and lower case.</summary>
internal sealed record EmailAddress
{
    private const string AtomText = "!#$%&'*+-/=?^_`{|}~.";
    private const int MaxLength = 254;
    private const int MaxLocal = 64;
    private const int MaxLabel = 63;

    private EmailAddress(string local, string domain)
    {
        Local = local;
        Domain = domain;
    }

    public string Local { get; }

    public string Domain { get; }

    public string Address => $"{Local}@{Domain}";

    /// <summary>The form that addresses are compared in.</summary>
    public string Key => Address.ToLowerInvariant();

    /// <summary>Enough for its owner to recognise, too little for anybody else.</summary>
    public string Masked => $"{StringInfo.GetNextTextElement(Local)}•••@{Domain}";

    public override string ToString() => Masked;

    public static bool TryParse(string input, [NotNullWhen(true)] out EmailAddress? email)
    {
        email = null;
        var text = input.Trim();
        var at = text.LastIndexOf('@');
        if (at < 1 || text.Length > MaxLength || !IsLocal(text[..at]) || AsciiDomain(text[(at + 1)..]) is not { } domain)
            return false;
        email = new(text[..at], domain);
        return Encoding.UTF8.GetByteCount(email.Address) <= MaxLength;
    }

    // Quoted local parts are legal and nobody's; letters beyond ASCII need SMTPUTF8, which the transport decides on.
    private static bool IsLocal(string local) =>
        Encoding.UTF8.GetByteCount(local) <= MaxLocal && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
        && local.EnumerateRunes().All(IsAtom);

    private static bool IsAtom(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || AtomText.Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string? AsciiDomain(string domain)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length > 1 && labels.All(label => label.Length is > 0 and <= MaxLabel) && !labels[^1].All(char.IsAsciiDigit) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
