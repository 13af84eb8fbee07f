using System.Security.Cryptography;
using Publisher.Mail;
using Publisher.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Dkim;

/// <summary>Keys that tests sign with: an RSA key of this run, and the Ed25519 key of RFC 8463 appendix A.2.</summary>
internal static class SomeKeys
{
    public const string Ed25519Public = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    public static string RsaPem { get; } = RsaOf(2048);

    public static string Ed25519Pem { get; } = KeyPem.WriteEd25519(Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="));

    public static DkimKey Rsa { get; } = KeyPem.Read(RsaPem, "blog.example", "rsa1").Key!;

    public static DkimKey Ed25519 { get; } = KeyPem.Read(Ed25519Pem, "blog.example", "ed1").Key!;

    public static DkimSigner Both => new([Ed25519, Rsa]);

    public static string RsaOf(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    public static byte[] Signed(OutgoingMessage message, DkimSigner signer, Sender? sender = null) => MessageBuilder.Write(message, sender ?? SomeMail.Sender, signer);

    /// <summary>Writes both keys and gives the settings that name them.</summary>
    public static string[] Settings(TemporaryFolder folder)
    {
        var (rsa, ed) = (folder.Write("rsa.pem", RsaPem), folder.Write("ed.pem", Ed25519Pem));
        if (!OperatingSystem.IsWindows())
            foreach (var file in new[] { rsa, ed })
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return ["mail.from=The Blog <news@blog.example>", "mail.dkim.selector=rsa1,ed1", $"mail.dkim.keyFile={rsa},{ed}"];
    }
}
