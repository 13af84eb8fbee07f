using System.Net;
using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>TLS and logins: a password goes to the right server, in the dark, or not at all.</summary>
public sealed class SmtpSecurityTests
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_goes_through_TLS_and_a_login(bool isTlsFromTheStart)
    {
        await using var server = new SmtpServer { Certificate = SmtpWire.SelfMadeCertificate(), IsTlsFromTheStart = isTlsFromTheStart, Login = ("me", Password) };
        var reply = await SendAsync(server, isTlsFromTheStart ? SmtpSecurity.Tls : SmtpSecurity.StartTls, isTrusted: true);
        Assert.Equal(ReplyKind.Accepted, reply.Kind);
        var mail = Assert.Single(server.Received);
        Assert.Equal((true, "me"), (mail.Context.IsSecure, mail.Context.User));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_nobody_vouches_for_is_a_fault(bool isTlsFromTheStart)
    {
        await using var server = new SmtpServer { Certificate = SmtpWire.SelfMadeCertificate(), IsTlsFromTheStart = isTlsFromTheStart, Login = ("me", Password) };
        var reply = await SendAsync(server, isTlsFromTheStart ? SmtpSecurity.Tls : SmtpSecurity.StartTls);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("certificate", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent()
    {
        await using var server = new SmtpServer { Login = ("me", Password) };
        var reply = await SendAsync(server, SmtpSecurity.StartTls);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("STARTTLS", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => !command.StartsWith("EHLO", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "127.0.0.1", true)]
    [InlineData(false, "::1", true)]
    [InlineData(false, "::ffff:127.0.0.1", true)]
    [InlineData(false, "192.0.2.1", false)]
    [InlineData(false, "::ffff:192.0.2.1", false)]
    [InlineData(false, "2001:db8::1", false)]
    [InlineData(true, "192.0.2.1", true)]
    public void A_password_leaves_this_machine_only_through_TLS(bool isSecure, string server, bool mayLogIn) =>
        Assert.Equal(mayLogIn, SmtpDoor.MayLogIn(isSecure, IPAddress.Parse(server)));

    [Fact]
    public async Task A_wrong_password_is_a_fault()
    {
        await using var server = new SmtpServer { Login = ("me", "another") };
        var reply = await SendAsync(server, SmtpSecurity.None);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("535", reply.Text, StringComparison.Ordinal);
        Assert.Contains("mail.smtp.password", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("454 4.7.0 later")]
    [InlineData("534 5.7.9 too weak")]
    [InlineData("drop")]
    public async Task Trouble_at_the_login_is_a_fault(string action)
    {
        await using var server = new SmtpServer { Login = ("me", Password) };
        server.At("Auth", action);
        Assert.Equal(ReplyKind.Faulted, (await SendAsync(server, SmtpSecurity.None)).Kind);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_server_that_wants_a_login_which_is_not_set_is_a_fault()
    {
        await using var server = new SmtpServer { Login = ("me", Password) };
        var reply = await server.SendAsync(SomeMail.English);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("mail.smtp.username", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_the_server_does_not_offer_is_a_fault()
    {
        await using var server = new SmtpServer();
        var reply = await SendAsync(server, SmtpSecurity.None);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("offers no login", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rcpt", Password)]
    [InlineData("Rcpt", "AG1lAGNvcnJlY3QgaG9yc2UgYmF0dGVyeQ==")]
    [InlineData("Auth", Password)]
    public async Task A_password_that_the_server_echoes_stays_out_of_the_reply(string stage, string echo)
    {
        await using var server = new SmtpServer { Login = ("me", Password) };
        server.At(stage, $"550 5.5.1 what is {echo}?");
        var reply = await SendAsync(server, SmtpSecurity.None);
        Assert.Contains("what is •••?", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(echo, reply.Text, StringComparison.Ordinal);
    }

    private static async Task<TransportReply> SendAsync(SmtpServer server, SmtpSecurity security, bool isTrusted = false)
    {
        var options = server.Options() with { Security = security, Username = "me", Password = Password };
        await using var transport = new SmtpTransport(options, SomeMail.Sender) { Certificates = isTrusted ? (_, shown, _, _) => server.Certificate!.Equals(shown) : null };
        return await transport.SendAsync(SomeMail.English, CancellationToken.None);
    }
}
