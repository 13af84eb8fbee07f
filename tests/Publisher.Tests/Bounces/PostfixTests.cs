using System.Net;
using System.Net.Sockets;
using Publisher.Mail;
using Publisher.Tests.Mail;
using Publisher.Tests.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>A real Postfix between us and the readers: what it makes of our mail, and the reports that it sends back by itself.</summary>
public sealed class PostfixTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> servers = [];

    public void Dispose()
    {
        servers.Reverse();
        foreach (var server in servers)
            server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_signed_mail_verifies_for_both_keys_after_it_passed_through()
    {
        var postfix = await PostfixAsync();
        var options = new SmtpOptions { Host = "127.0.0.1", Port = postfix.Port, Security = SmtpSecurity.None };
        OutgoingMessage[] mails = [SomeMail.English, SomeMail.Japanese with { MessageId = "japanese@blog.example" }, SomeMail.English with { MessageId = "long@blog.example", Text = string.Join('\n', Enumerable.Repeat(".  From the dots \t ", 500)) }];
        await using (var transport = new SmtpTransport(options, SomeMail.JapaneseSender, SomeKeys.Both))
            foreach (var mail in mails)
                Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(mail, CancellationToken.None)).Kind);
        await UntilAsync(() => postfix.Delivered("reader").Count == mails.Length, postfix);
        foreach (var delivered in postfix.Delivered("reader"))
        {
            Assert.Contains("Received: ", System.Text.Encoding.UTF8.GetString(delivered), StringComparison.Ordinal);
            Assert.Equal(["True", "True"], await Judges.DkimpyAsync(delivered, SomeKeys.Rsa, SomeKeys.Ed25519));
            Assert.Equal([true, true], Judges.MimeKit(delivered, SomeKeys.Rsa, SomeKeys.Ed25519));
        }
    }

    [Fact]
    public async Task Its_reports_come_by_themselves_and_are_understood()
    {
        using var blackHole = new TcpListener(IPAddress.Loopback, 0);
        blackHole.Start();
        var postfix = await PostfixAsync(
            ("full.example", "error:5.2.2 the mailbox is full"),
            ("policy.example", "error:5.7.1 we take no newsletters"),
            ("nodomain.example", "error:5.1.2 no such domain"),
            ("silent.example", $"smtp:[127.0.0.1]:{((IPEndPoint)blackHole.LocalEndpoint).Port}"),
            ("closed.example", $"smtp:[127.0.0.1]:{Loopback.FreePort()}"));
        var dovecot = await DovecotServer.StartAsync(folder);
        servers.Add(dovecot);
        await using var blog = await BouncingBlog.StartAsync(folder, dovecot, $"mail.smtp.port={postfix.Port}");
        string[] readers = ["reader@example.com", "nobody@example.com", "a@full.example", "a@policy.example", "a@nodomain.example", "a@silent.example", "a@closed.example"];
        await blog.AddReadersAsync(readers);
        await blog.MailAsync(readers.Length);
        for (var patience = 0; await blog.NumberAsync("select count(*) from bounces") < 6; patience++)
        {
            Assert.True(patience < 1200, $"{blog.Publisher.Log}\n{postfix.Log}");
            blog.Publisher.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(50);
        }

        var kinds = new List<string>();
        foreach (var reader in readers)
            kinds.Add($"{await blog.TextAsync($"select kind || ' ' || code from bounces b join subscribers s on s.id = b.subscriber_id where s.email = '{reader}'")}, {await blog.StandingAsync(reader)}");
        Assert.Equal(
            [
                "none, sent confirmed mailable",
                "hard 5.1.1, failed confirmed hardbounce",
                "soft 5.2.2, failed confirmed mailable",
                "block 5.7.1, failed confirmed mailable",
                "unreachable 5.1.2, failed confirmed mailable",
                "soft 4.4.2, failed confirmed mailable",
                "soft 4.4.1, failed confirmed mailable",
            ],
            kinds);
        Assert.Single(postfix.Delivered("reader"));
    }

    private async Task<PostfixServer> PostfixAsync(params (string Domain, string Transport)[] routes)
    {
        var postfix = await PostfixServer.StartAsync(folder, [("reader@example.com", "reader"), ("bounces@blog.example", "bounces")], routes);
        servers.Add(postfix);
        return postfix;
    }

    private static async Task UntilAsync(Func<bool> isSo, PostfixServer postfix)
    {
        for (var patience = 0; !isSo(); patience++)
        {
            Assert.True(patience < 600, postfix.Log);
            await Task.Delay(50);
        }
    }
}
