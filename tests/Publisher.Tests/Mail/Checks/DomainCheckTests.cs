using Publisher.Mail.Checks;
using Publisher.Mail.Dkim;
using Publisher.Tests.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Checks;

/// <summary>What is made of the records of a domain, asked of a real server.</summary>
public sealed class DomainCheckTests : IAsyncDisposable
{
    private const string Domain = "blog.example";
    private const string Host = "smtp.host.example";

    private readonly DnsServer server = new();
    private readonly TemporaryFolder folder = new();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("v=spf1 ip4:203.0.113.0/24 -all", "Good")]
    [InlineData("v=spf1 a:smtp.host.example ~all", "Good")]
    [InlineData("v=spf1 include:inner.example -all", "Good")]
    [InlineData("v=spf1 redirect=inner.example", "Good")]
    [InlineData("v=spf1 mx ~all", "Good")]
    [InlineData("v=spf1 ip4:198.51.100.1 -all", "Warning")]
    [InlineData("v=spf1 -ip4:203.0.113.5 -all", "Warning")]
    [InlineData("v=spf1 ip4:203.0.113.5 ?all", "Warning")]
    [InlineData("v=spf1 ip4:203.0.113.5", "Warning")]
    [InlineData("v=spf1 +all", "Bad")]
    [InlineData("v=spf1 all", "Bad")]
    [InlineData("v=spf1 include:loop.example -all", "Bad")]
    [InlineData("v=spf1 include:broken.example -all", "Unknown")]
    [InlineData("v=spf10 -all", "Bad")]
    public async Task SPF_is_read_with_what_it_includes(string record, string verdict)
    {
        server.Txt(Domain, "something else").Txt(Domain, record).A(Host, "203.0.113.5").Mx(Domain, Host);
        server.Txt("inner.example", "v=spf1 ip4:203.0.113.5 -all").Txt("loop.example", "v=spf1 include:loop.example -all").Failing.Add("broken.example");
        Assert.Equal(verdict, $"{(await Checks().SpfAsync(default)).Verdict}");
    }

    [Fact]
    public async Task Without_SPF_there_is_one_to_paste_and_two_are_none()
    {
        var none = await Checks().SpfAsync(default);
        Assert.Equal((Verdict.Bad, "blog.example. IN TXT \"v=spf1 a:smtp.host.example ~all\""), (none.Verdict, none.Publish));
        server.Txt(Domain, "v=spf1 -all").Txt(Domain, "v=spf1 mx -all");
        Assert.Contains("2 records", (await Checks().SpfAsync(default)).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_dmarc.news.blog.example", "v=DMARC1; p=none", "Good")]
    [InlineData("_dmarc.blog.example", "v=DMARC1; p=reject; rua=mailto:a@b.example", "Good")]
    [InlineData("_dmarc.blog.example", "v=DMARC1; sp=none", "Bad")]
    [InlineData("_dmarc.example", "v=DMARC1; p=none", "Bad")]
    [InlineData("_dmarc.blog.example", "v=spf1 -all", "Bad")]
    public async Task DMARC_is_that_of_the_domain_or_of_the_one_above(string name, string record, string verdict)
    {
        server.Txt(name, record);
        Assert.Equal(verdict, $"{(await Checks("news.blog.example").DmarcAsync(default)).Verdict}");
    }

    [Fact]
    public async Task MX_may_be_there_missing_or_denied()
    {
        Assert.Equal(Verdict.Bad, (await Checks().MxAsync(default)).Verdict);
        server.A(Domain, "203.0.113.9");
        Assert.Equal(Verdict.Warning, (await Checks().MxAsync(default)).Verdict);
        server.Mx("null.example", "");
        Assert.Contains("takes no mail", (await Checks("null.example").MxAsync(default)).Found, StringComparison.Ordinal);
        server.Mx(Domain, "mail.blog.example");
        Assert.Equal(new("MX", Verdict.Good, "mail.blog.example"), await Checks().MxAsync(default));
    }

    [Fact]
    public async Task A_servers_address_has_a_name_that_leads_back()
    {
        server.A(Host, "203.0.113.5");
        Assert.Contains("has no name", (await Checks().PtrAsync(default)).Found, StringComparison.Ordinal);
        server.Ptr("5.113.0.203.in-addr.arpa", "other.example");
        Assert.Contains("does not lead back", (await Checks().PtrAsync(default)).Found, StringComparison.Ordinal);
        server.Ptr("5.113.0.203.in-addr.arpa", Host);
        Assert.Equal(Verdict.Good, (await Checks().PtrAsync(default)).Verdict);
        Assert.Equal(Verdict.Unknown, (await Checks(Domain, "localhost").PtrAsync(default)).Verdict);
    }

    [Fact]
    public async Task A_signature_is_verified_with_the_key_that_DNS_has()
    {
        var files = new DkimOptions { Selector = ["rsa1", "ed1"], KeyFile = [folder.Write("rsa.pem", SomeKeys.RsaPem), folder.Write("ed.pem", SomeKeys.Ed25519Pem)] };
        foreach (var file in files.KeyFile)
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead);
        var check = new DkimCheck(new(server.Address), files, SomeMail.Sender, TimeProvider.System);
        var before = await check.CheckAsync(default);
        Assert.All(before, found => Assert.Equal(Verdict.Bad, found.Verdict));
        foreach (var found in before)
            server.Zone(found.Publish!);
        Assert.All(await new DkimCheck(new(server.Address), files, SomeMail.Sender, TimeProvider.System).CheckAsync(default), found => Assert.Equal(Verdict.Good, found.Verdict));
    }

    [Theory]
    [InlineData("v=DKIM1; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v=DKIM1; k=rsa; p=no key")]
    [InlineData("p=")]
    [InlineData("p=AAAA")]
    public async Task Another_key_in_DNS_is_told(string record)
    {
        foreach (var key in new[] { SomeKeys.Ed25519, SomeKeys.Rsa })
        {
            server.Txt(key.RecordName, record);
            var pem = key == SomeKeys.Rsa ? SomeKeys.RsaPem : SomeKeys.Ed25519Pem;
            var files = new DkimOptions { Selector = [key.Selector], KeyFile = [folder.Write("key.pem", pem)] };
            var found = (await new DkimCheck(new(server.Address), files, SomeMail.Sender, TimeProvider.System).CheckAsync(default))[0];
            Assert.Equal(Verdict.Bad, found.Verdict);
            Assert.Contains("has another key", found.Found, StringComparison.Ordinal);
        }
    }

    private DomainChecks Checks(string domain = Domain, string host = Host) => new(new(server.Address), domain, host);
}
