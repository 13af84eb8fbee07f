using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Publisher.Mail.Dkim;

namespace Publisher.Mail.Checks;

/// <summary>Signs a mail with each key and verifies it, by MimeKit's own verifier, with the public key that DNS has.</summary>
internal sealed class DkimCheck(Dns dns, DkimOptions options, Sender sender, TimeProvider time)
{
    public async Task<IReadOnlyList<MailCheck>> CheckAsync(CancellationToken cancellation)
    {
        if (options.KeyFile.Count == 0)
            return [new("DKIM", Verdict.Warning, "mails are not signed here", "make a key with `publisher doctor --new-key rsa`, unless your server signs them in your domain's name")];
        var faults = DkimKeys.Faults(options, sender.Domain).ToList();
        if (faults.Count > 0)
            return [.. faults.Select(fault => new MailCheck("DKIM", Verdict.Bad, $"mail.dkim.keyFile: {fault.Fault}"))];
        var checks = await Task.WhenAll(DkimKeys.Load(options, sender.Domain).Select(key => CheckAsync(key, cancellation)));
        return [.. checks, .. DkimKeys.Warnings(options).Select(warning => new MailCheck("DKIM", Verdict.Warning, warning))];
    }

    private async Task<MailCheck> CheckAsync(DkimKey key, CancellationToken cancellation)
    {
        var name = $"DKIM {key.Selector}";
        var publish = ZoneLine.Txt(key.RecordName, key.Record);
        if (await dns.TextsAsync(key.RecordName, cancellation) is not { } texts)
            return new(name, Verdict.Unknown, MailCheck.CouldNotAsk, "this must be there", publish);
        var records = texts.Where(text => Tag(text, "p") is not null).ToList();
        if (records.Count != 1)
            return new(name, Verdict.Bad, records.Count == 0 ? $"no record at {key.RecordName}" : $"{records.Count} records at {key.RecordName}", "publish this one alone", publish);
        if (!Verifies(key, Tag(records[0], "p")!))
            return new(name, Verdict.Bad, $"{key.RecordName} has another key: signatures do not verify", "publish this in its place", publish);
        return IsAligned(key.Domain, sender.Domain)
            ? new(name, Verdict.Good, $"{key.Algorithm}, verified with the key at {key.RecordName}")
            : new(name, Verdict.Warning, $"verified, and signs for {key.Domain}, which is not the sender's {sender.Domain}", "leave out mail.dkim.domain, or DMARC fails");
    }

    private bool Verifies(DkimKey key, string published)
    {
        var sample = new OutgoingMessage
        {
            MessageId = $"doctor@{sender.Domain}",
            To = $"postmaster@{sender.Domain}",
            Subject = "A sample",
            Text = "Signed to be verified, and never sent.\n",
            Date = time.GetUtcNow(),
            Language = "en",
        };
        using var mime = MimeMessage.Load(new MemoryStream(MessageBuilder.Write(sample, sender, new([key]))));
        try
        {
            return new DkimVerifier(new Published(key, published)).Verify(mime, mime.Headers[0]);
        }
        // What DNS has need not be a key at all.
        catch (Exception fault) when (fault is FormatException or ArgumentException or IOException or InvalidCastException or InvalidKeyException or InvalidOperationException or CryptoException)
        {
            return false;
        }
    }

    private static bool IsAligned(string signing, string sending) =>
        signing == sending || sending.EndsWith($".{signing}", StringComparison.OrdinalIgnoreCase) || signing.EndsWith($".{sending}", StringComparison.OrdinalIgnoreCase);

    private static string? Tag(string record, string name) =>
        record.Split(';', StringSplitOptions.TrimEntries).Select(tag => tag.Split('=', 2, StringSplitOptions.TrimEntries)).FirstOrDefault(tag => tag.Length == 2 && tag[0] == name)?[1].Replace(" ", "", StringComparison.Ordinal);

    private sealed class Published(DkimKey key, string text) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            key is Ed25519Key ? new Ed25519PublicKeyParameters(Convert.FromBase64String(text)) : PublicKeyFactory.CreateKey(Convert.FromBase64String(text));

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
