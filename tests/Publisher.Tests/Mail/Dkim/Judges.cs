using System.Diagnostics;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Publisher.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Dkim;

/// <summary>Verifiers that others wrote: MimeKit's, and dkimpy as Debian has it.</summary>
internal static class Judges
{
    // Prints a verdict for each signature, from the top.
    private const string Script = """
        import dkim, sys
        message = open(sys.argv[1], "rb").read()
        records = dict(line.rstrip("\n").split("\t") for line in open(sys.argv[2]))
        lookup = lambda name, timeout=5: records.get((name.decode() if isinstance(name, bytes) else name).rstrip("."), "").encode()
        d = dkim.DKIM(message)
        for i in range(sum(1 for h in d.headers if h[0].lower() == b"dkim-signature")):
            try: print(dkim.DKIM(message).verify(i, dnsfunc=lookup))
            except dkim.DKIMException as e: print(e)
        """;

    public static IReadOnlyList<bool> MimeKit(byte[] wire, params DkimKey[] keys)
    {
        var message = MimeMessage.Load(new MemoryStream(wire));
        var verifier = new DkimVerifier(new Records(keys));
        return [.. message.Headers.Where(header => header.Id == HeaderId.DkimSignature).Select(header => verifier.Verify(message, header))];
    }

    public static async Task<IReadOnlyList<string>> DkimpyAsync(byte[] wire, params DkimKey[] keys)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["mail.eml"], wire);
        folder.Write("records", string.Concat(keys.Select(key => $"{key.RecordName}\t{key.Record}\n")));
        using var python = Start(folder["mail.eml"], folder["records"]);
        Assert.SkipWhen(python is null, "python3 is not installed.");
        var (output, error) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync();
        Assert.SkipWhen((await error).Contains("No module named", StringComparison.Ordinal), "dkimpy is not installed (Debian: python3-dkim python3-nacl).");
        Assert.Equal("", await error);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process? Start(string mail, string records)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, mail, records]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private sealed class Records(IEnumerable<DkimKey> keys) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            var key = keys.Single(key => key.RecordName == $"{selector}._domainkey.{domain}");
            var bytes = Convert.FromBase64String(key.PublicKey);
            return key is RsaKey ? PublicKeyFactory.CreateKey(bytes) : new Ed25519PublicKeyParameters(bytes);
        }

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
