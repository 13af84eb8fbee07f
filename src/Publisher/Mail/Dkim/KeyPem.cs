using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Publisher.Mail.Dkim;

/// <summary>Private keys as PEM (RFC 7468): PKCS#8 of RSA or Ed25519 (RFC 8410), and RSA as OpenSSL wrote it before.</summary>
internal static class KeyPem
{
    private const string Ed25519Oid = "1.3.101.112";
    private const int LeastBits = 2048;
    private const int MostBits = 4096;

    /// <summary>The key, or the rest of a sentence that begins with the file's name.</summary>
    public static (DkimKey? Key, string? Fault) Read(string pem, string domain, string selector)
    {
        if (Find(pem) is not { } found)
            return (null, "holds no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----");
        if (found.Label.Contains("ENCRYPTED", StringComparison.Ordinal) || pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            return (null, "is encrypted, and nobody is there to type its password; write it anew without one (openssl pkey -in FILE -out NEW)");
        if (found.Label.Contains("PUBLIC", StringComparison.Ordinal))
            return (null, "holds the public key; name the file of the private one");
        try
        {
            return TryEd25519(found.Bytes, out var secret) ? (new Ed25519Key(domain, selector, secret), null) : ReadRsa(pem, domain, selector);
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException or ArgumentException)
        {
            return (null, "holds no RSA or Ed25519 key that can be read; make one with `publisher doctor --new-key rsa`");
        }
    }

    public static string WriteEd25519(byte[] secret)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(Ed25519Oid);
            using (writer.PushOctetString())
                writer.WriteOctetString(secret);
        }

        return PemEncoding.WriteString("PRIVATE KEY", writer.Encode());
    }

    private static (string Label, byte[] Bytes)? Find(string pem)
    {
        // Blocks that are no key, such as EC PARAMETERS, may stand before it.
        for (var rest = pem; PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
            if (rest[block.Label].EndsWith("KEY", StringComparison.Ordinal))
                return (rest[block.Label], Convert.FromBase64String(rest[block.Base64Data]));
        return pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) ? ("ENCRYPTED", []) : null;
    }

    private static bool TryEd25519(byte[] bytes, [NotNullWhen(true)] out byte[]? secret)
    {
        secret = null;
        var key = new AsnReader(bytes, AsnEncodingRules.DER).ReadSequence();
        key.ReadInteger();
        if (!key.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) || key.ReadSequence().ReadObjectIdentifier() != Ed25519Oid)
            return false;
        secret = new AsnReader(key.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
        return secret.Length == Ed25519Key.Length ? true : throw new CryptographicException();
    }

    private static (DkimKey? Key, string? Fault) ReadRsa(string pem, string domain, string selector)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.KeySize switch
        {
            < LeastBits => (null, $"holds an RSA key of {rsa.KeySize} bits, too weak for mail providers; make one of {LeastBits}"),
            > MostBits => (null, $"holds an RSA key of {rsa.KeySize} bits, more than receivers must take (RFC 8301); make one of {LeastBits}"),
            _ => (new RsaKey(domain, selector, rsa.ExportParameters(includePrivateParameters: true)), null),
        };
    }
}
