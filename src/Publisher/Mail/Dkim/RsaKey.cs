using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Publisher.Mail.Dkim;

/// <summary>rsa-sha256 by the machine's own library, many times faster than MimeKit's.</summary>
internal sealed record RsaKey : DkimKey
{
    // An instance is for one thread at a time.
    private readonly ConcurrentBag<RSA> idle = [];
    private readonly RSAParameters parameters;

    public RsaKey(string domain, string selector, RSAParameters key)
        : base(domain, selector)
    {
        parameters = key;
        using var rsa = RSA.Create(key);
        PublicKey = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
    }

    public override string Algorithm => "rsa-sha256";

    public override string PublicKey { get; }

    protected override string Type => "rsa";

    public override byte[] Sign(byte[] hash)
    {
        var rsa = idle.TryTake(out var used) ? used : RSA.Create(parameters);
        var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        idle.Add(rsa);
        return signature;
    }
}
