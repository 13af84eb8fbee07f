using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Publisher.Mail;
using Publisher.Mail.Checks;
using Publisher.Tests.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Checks;

/// <summary>The command <c>doctor</c>, and its talk with a real server.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DoctorTests() => folder.Write("posts/2026-02-11-a.md", Some.PostText());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_is_asked_all_and_sent_nothing()
    {
        await using var server = new SmtpServer { Certificate = SmtpWire.SelfMadeCertificate(), Login = ("me", "secret"), Extensions = ["SIZE 500000", "SMTPUTF8"] };
        var mail = new MailOptions { Transport = TransportKind.Smtp, Smtp = server.Options() with { Security = SmtpSecurity.StartTls, Username = "me", Password = "secret" } };
        var checks = await new ServerCheck(mail, SomeMail.Sender, TimeProvider.System) { Certificates = (_, shown, _, _) => server.Certificate.Equals(shown) }.CheckAsync(default);
        Assert.Equal(["Server Good", "TLS Good", "Login Good", "Size Warning", "SMTPUTF8 Good"], checks.Select(check => $"{check.Name} {check.Verdict}"));
        Assert.Matches(@"^1\.[23], certificate of .+ by .+ until \d{4}-", checks[1].Found);
        Assert.Equal("QUIT", server.Commands[^1]);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("startTls", "secret", "certificate")]
    [InlineData("none", "wrong", "mail.smtp.password")]
    [InlineData("tls", "secret", "no ")]
    public async Task A_server_that_will_not_do_is_told_with_what_to_set(string security, string password, string words)
    {
        await using var server = new SmtpServer { Certificate = SmtpWire.SelfMadeCertificate(), Login = ("me", "secret") };
        await using var dns = new DnsServer();
        var (code, output) = await DoctorAsync(dns.Address, ["--json", .. Smtp(server), "--set", $"mail.smtp.security={security}", "--set", "mail.smtp.username=me", "--set", $"mail.smtp.password={password}"]);
        Assert.Equal(1, code);
        var found = Lines(output).First(line => line.GetProperty("name").GetString() == "Server");
        Assert.Equal("bad", found.GetProperty("verdict").GetString());
        Assert.Contains(words, found.GetProperty("found").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_all_is_well_every_line_says_so()
    {
        await using var server = new SmtpServer { Extensions = ["SMTPUTF8", "SIZE 10000000"] };
        await using var dns = new DnsServer();
        dns.Txt(SomeKeys.Rsa.RecordName, SomeKeys.Rsa.Record).Txt(SomeKeys.Ed25519.RecordName, SomeKeys.Ed25519.Record)
            .Txt("blog.example", "v=spf1 mx -all").Txt("_dmarc.blog.example", "v=DMARC1; p=none").Mx("blog.example", "mail.blog.example").A("mail.blog.example", "203.0.113.7");
        var (code, output) = await DoctorAsync(dns.Address, Smtp(server));
        Assert.True(code == 0, output);
        Assert.Equal(11, output.Split('\n').Count(line => line.Contains("│ good", StringComparison.Ordinal)));
        Assert.DoesNotContain("BAD", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_each_record_is_there_to_paste()
    {
        using var closed = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var nobody = (IPEndPoint)closed.Client.LocalEndPoint!;
        closed.Close();
        var (_, output) = await DoctorAsync(nobody, ["--json", .. SomeKeys.Settings(folder).SelectMany(setting => new[] { "--set", setting })]);
        var unknown = Lines(output).Where(line => line.GetProperty("verdict").GetString() == "unknown").ToList();
        Assert.Equal(["DKIM rsa1", "DKIM ed1", "SPF", "DMARC", "MX"], unknown.Select(line => line.GetProperty("name").GetString()));
        Assert.All(unknown, line => Assert.Equal("could not ask DNS", line.GetProperty("found").GetString()));
        Assert.All(unknown, line => Assert.Contains(". IN ", line.GetProperty("publish").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ed25519")]
    public async Task A_new_key_is_ready_to_publish_and_to_use_and_never_replaced(string type)
    {
        await using var dns = new DnsServer();
        string[] from = ["--set", "mail.from=news@blog.example"];
        var (code, output) = await PublisherProcess.RunAsync(folder, ["doctor", "--new-key", type, "--selector", "s1", .. from]);
        Assert.True(code == 0, output);
        var file = Path.Combine("config", "dkim-s1.pem");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder[file]));
        Assert.Contains($"selector: s1\n    keyFile: {file}", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        dns.Zone(output.ReplaceLineEndings("\n").Split('\n').Single(line => line.Contains(" IN TXT ", StringComparison.Ordinal)));
        var (_, checks) = await DoctorAsync(dns.Address, ["--json", .. from, "--set", "mail.dkim.selector=s1", "--set", $"mail.dkim.keyFile={file}"]);
        Assert.Equal("good", Lines(checks).Single(line => line.GetProperty("name").GetString() == "DKIM s1").GetProperty("verdict").GetString());

        var key = File.ReadAllText(folder[file]);
        var (again, refusal) = await PublisherProcess.RunAsync(folder, ["doctor", "--new-key", type, "--selector", "s1", .. from]);
        Assert.Equal(1, again);
        Assert.Contains("is there already", refusal, StringComparison.Ordinal);
        Assert.Equal(key, File.ReadAllText(folder[file]));
    }

    [Theory]
    [InlineData("--new-key", "dsa")]
    [InlineData("--new-key", "rsa", "--selector", "../up")]
    public async Task What_is_no_key_or_no_name_is_wrong_use(params string[] arguments) =>
        Assert.Equal(2, (await PublisherProcess.RunAsync(folder, ["doctor", .. arguments])).Code);

    private static List<JsonElement> Lines(string output) => [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    private Task<(int Code, string Output)> DoctorAsync(IPEndPoint dns, string[] arguments) => PublisherProcess.RunAsync(folder, ["doctor", "--dns", $"{dns}", .. arguments]);

    private string[] Smtp(SmtpServer server)
    {
        string[] settings = ["mail.transport=smtp", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={server.Port}", "mail.smtp.security=none", .. SomeKeys.Settings(folder)];
        return [.. settings.SelectMany(setting => new[] { "--set", setting })];
    }
}
