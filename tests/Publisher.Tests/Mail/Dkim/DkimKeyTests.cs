using System.Security.Cryptography;
using Publisher.Mail.Dkim;
using Publisher.Settings;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Dkim;

/// <summary>The key files of the settings, and what is said of those that cannot be used.</summary>
public sealed class DkimKeyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_Ed25519_key_of_RFC_8463_has_the_public_key_that_stands_there()
    {
        Assert.Equal($"v=DKIM1; k=ed25519; p={SomeKeys.Ed25519Public}", SomeKeys.Ed25519.Record);
        Assert.Equal("ed1._domainkey.blog.example", SomeKeys.Ed25519.RecordName);
    }

    [Fact]
    public void An_RSA_key_as_OpenSSL_wrote_it_before_is_read_as_well()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(SomeKeys.RsaPem);
        Assert.Equal(SomeKeys.Rsa.Record, KeyPem.Read(rsa.ExportRSAPrivateKeyPem(), "blog.example", "rsa1").Key!.Record);
    }

    [Theory]
    [InlineData("missing", "there is no file")]
    [InlineData("encrypted", "is encrypted")]
    [InlineData("weak", "1024 bits, too weak")]
    [InlineData("empty", "no private key in PEM")]
    [InlineData("public", "holds the public key")]
    [InlineData("elliptic", "no RSA or Ed25519 key")]
    [InlineData("broken", "no RSA or Ed25519 key")]
    public async Task A_key_that_cannot_be_used_stops_the_start_with_a_sentence(string kind, string words)
    {
        if (kind != "missing")
            folder.Write("key.pem", Pem(kind));
        folder.Write("posts/2026-02-11-a.md", Some.PostText());
        folder.Write("settings.yaml", "posts:\n  folder: posts\nmail:\n  dkim:\n    selector: s1\n    keyFile: key.pem\n");
        foreach (var command in new[] { "run", "check" })
        {
            var (code, output) = await PublisherProcess.RunAsync(folder, command, "--config", "settings.yaml");
            Assert.Equal(2, code);
            Assert.Contains("settings.yaml:6: mail.dkim.keyFile: ", output, StringComparison.Ordinal);
            Assert.Contains(words, output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_everybody_can_read_is_warned_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var settings = SomeKeys.Settings(folder).SelectMany(setting => new[] { "--set", setting }).ToArray();
        folder.Write("posts/2026-02-11-a.md", Some.PostText());
        Assert.DoesNotContain("warning: mail", (await PublisherProcess.RunAsync(folder, ["check", .. settings])).Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["rsa.pem"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var (code, output) = await PublisherProcess.RunAsync(folder, ["check", .. settings]);
        Assert.Equal(0, code);
        Assert.Contains("chmod 600", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_keys_are_a_list_of_entries_or_lists_in_step()
    {
        var entries = Read("mail:\n  dkim:\n    - selector: a\n      keyFile: a.pem\n      domain: one.example\n    - keyFile: b.pem\n      selector: b\n      domain: two.example\n");
        Assert.Equal(["a", "b"], entries.Selector);
        Assert.Equal(["a.pem", "b.pem"], entries.KeyFile);
        Assert.Equal(["one.example", "two.example"], Enumerable.Range(0, 2).Select(key => entries.DomainOf(key, "blog.example")));
        var steps = Read("mail:\n  dkim:\n    selector: [a, b]\n    keyFile: a.pem, b.pem\n");
        Assert.Equal(["a.pem", "b.pem"], steps.KeyFile);
        Assert.Equal("blog.example", steps.DomainOf(1, "blog.example"));
    }

    [Theory]
    [InlineData("dkim:\n    - selector: a\n      keyFile: a.pem\n    - selector: b\n", "5: mail.dkim: each entry of this list gives the same keys")]
    [InlineData("dkim:\n    - selector: a\n      selector: b\n", "4: mail.dkim: each entry of this list is a section of plain values")]
    [InlineData("dkim:\n    - selector: [a]\n", "mail.dkim: each entry of this list is a section of plain values")]
    [InlineData("dkim:\n    - [a]: b\n", "mail.dkim: each entry of this list")]
    [InlineData("dkim:\n    - selektor: a\n", "mail.dkim.selektor: there is no such setting; did you mean mail.dkim.selector?")]
    [InlineData("dkim:\n    selector: a\n", "mail.dkim.keyFile: each key needs a selector and a file")]
    [InlineData("dkim:\n    selector: a b\n    keyFile: x\n", "'a b' is no name for DNS")]
    [InlineData("dkim:\n    selector: a,A\n    keyFile: x,y\n", "the same selector")]
    [InlineData("dkim:\n    selector: a\n    keyFile: x\n    domain: exa mple\n", "is no domain")]
    [InlineData("from:\n    - a: b\n", "mail.from: this is one value, not a section")]
    public void What_does_not_fit_is_a_problem_with_its_place(string yaml, string words) =>
        Assert.Contains(words, string.Join('\n', Assert.Throws<SettingsException>(() => Read($"mail:\n  {yaml}")).Problems), StringComparison.Ordinal);

    private DkimOptions Read(string yaml) =>
        SettingsReader.Read(new(folder.Write("settings.yaml", yaml), [], new Dictionary<string, string>(), [])).Settings.Mail.Dkim;

    private static string Pem(string kind)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        return kind switch
        {
            "encrypted" => rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
            "weak" => SomeKeys.RsaOf(1024),
            "public" => rsa.ExportSubjectPublicKeyInfoPem(),
            "elliptic" => curve.ExportPkcs8PrivateKeyPem(),
            "broken" => "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            _ => "",
        };
    }
}
