using System.Diagnostics.CodeAnalysis;

namespace Publisher.Webhooks;

/// <summary>A program that is told of events.</summary>
/// <param name="Types">Of the events that it wants.</param>
/// <param name="Secret">Signs what it is told.</param>
/// <param name="AllowsPrivate">Whether it may be on a private network or on this machine.</param>
internal sealed record Webhook(Uri Url, IReadOnlyList<string> Types, byte[] Secret, bool AllowsPrivate)
{
    /// <summary>The host alone: the rest of the address may be a secret.</summary>
    public override string ToString() => Url.IdnHost;
}

/// <summary>A secret as Standard Webhooks writes it: <c>whsec_</c>, then 24 to 64 bytes in base64.</summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";

    private const int Least = 24;
    private const int Most = 64;

    public static string New() => Prefix + Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(Least + 8));

    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? secret)
    {
        var bytes = new byte[Most + 3];
        var isOne = text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var count) && count is >= Least and <= Most;
        secret = isOne ? Convert.FromBase64String(text[Prefix.Length..]) : null;
        return isOne;
    }
}
