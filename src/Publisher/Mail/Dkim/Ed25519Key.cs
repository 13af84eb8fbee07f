using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Publisher.Mail.Dkim;

/// <summary>ed25519-sha256 (RFC 8463), by the library that MimeKit brings: .NET has none.</summary>
internal sealed record Ed25519Key : DkimKey
{
    public const int Length = 32;

    private readonly byte[] secret;
    private readonly byte[] open = new byte[Length];

    public Ed25519Key(string domain, string selector, byte[] secret)
        : base(domain, selector)
    {
        this.secret = secret;
        Ed25519.GeneratePublicKey(secret, 0, open, 0);
    }

    public override string Algorithm => "ed25519-sha256";

    public override string PublicKey => Convert.ToBase64String(open);

    protected override string Type => "ed25519";

    // The message that Ed25519 signs is the hash (section 3).
    public override byte[] Sign(byte[] hash)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(secret, 0, open, 0, hash, 0, hash.Length, signature, 0);
        return signature;
    }
}
