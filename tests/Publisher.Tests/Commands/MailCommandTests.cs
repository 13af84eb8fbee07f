using System.Text.Json;
using MimeKit;
using Publisher.Tests.Mail.Dkim;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>Looking at a mail before it goes: <c>preview</c> and <c>send-test</c>.</summary>
public sealed class MailCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MailCommandTests()
    {
        folder.Write("posts/2026-02-11-good.md", Some.PostText("Good"));
        folder.Write("posts/2026-02-09-older.md", Some.PostText("Older", "2026-02-09"));
        folder.Write("posts/2025-02-09-old.md", Some.PostText("Long ago", "2025-02-09"));
        folder.Write("posts/2026-02-12-draft.md", Some.PostText("Not yet", "2026-02-12", more: "draft: true", body: "The draft's **body**.\n"));
        folder.Write("posts/2026-02-13-broken.md", "---\ntitle: [\n---\n");
        folder.Write("posts/empty.md", "");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("posts/2026-02-12-draft.md")]
    [InlineData("2026-02-12-draft.md")]
    public async Task A_draft_can_be_looked_at_as_a_mail(string name)
    {
        var (code, output) = await RunAsync(["preview", name, "--output", "look"]);
        Assert.True(code == 0, output);
        Assert.Contains("look/2026-02-12-draft.eml\nlook/2026-02-12-draft.html", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var mail = MimeMessage.Load(folder["look/2026-02-12-draft.eml"]);
        Assert.Equal("Not yet", mail.Subject);
        Assert.Contains("<strong>body</strong>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("https://blog.example/unsubscribe/", mail.Headers[HeaderId.ListUnsubscribe], StringComparison.Ordinal);
        Assert.Equal(mail.HtmlBody!.ReplaceLineEndings("\n"), File.ReadAllText(folder["look/2026-02-12-draft.html"]).ReplaceLineEndings("\n"));
        Assert.DoesNotContain("placeholder", mail.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["data/publisher.db"]));
    }

    [Fact]
    public async Task An_address_names_a_post_and_a_digest_holds_those_before_it()
    {
        using var posts = JsonDocument.Parse((await RunAsync(["posts", "--json"])).Output.Split('\n').Single(line => line.Contains("\"Good\"", StringComparison.Ordinal)));
        foreach (var name in new[] { "url", "id" })
        {
            var (code, output) = await RunAsync(["preview", posts.RootElement.GetProperty(name).GetString()!, "--digest", "weekly", "--language", "ja", "--json"]);
            Assert.True(code == 0, output);
            using var line = JsonDocument.Parse(output.Split('\n').Single(text => text.StartsWith('{')));
            var mail = MimeMessage.Load(folder[line.RootElement.GetProperty("eml").GetString()!]);
            Assert.EndsWith("2026-02-11-good-weekly.eml", line.RootElement.GetProperty("eml").GetString(), StringComparison.Ordinal);
            Assert.Contains("Good", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains("Older", mail.HtmlBody, StringComparison.Ordinal);
            Assert.DoesNotContain("Long ago", mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains("配信停止", mail.HtmlBody, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("preview", "2026-02-11-god.md", "did you mean")]
    [InlineData("preview", "posts/2026-02-13-broken.md", "cannot be mailed")]
    [InlineData("preview", "nowhere at all", "There is no post")]
    public async Task A_post_that_cannot_be_had_is_a_sentence(string command, string name, string words)
    {
        var (code, output) = await RunAsync([command, name]);
        Assert.Equal(1, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_goes_the_real_way_marked_and_signed()
    {
        await using var server = new SmtpServer();
        var (code, output) = await RunAsync(["send-test", "jane@example.com", .. Smtp(server)]);
        Assert.True(code == 0, output);
        Assert.Contains("Accepted: 250 2.0.0 taken", output, StringComparison.Ordinal);
        var received = Assert.Single(server.Received);
        Assert.Equal(("news@blog.example", "jane@example.com"), (received.From, received.To));
        Assert.Equal("[Test] Good", MimeMessage.Load(new MemoryStream(received.Bytes)).Subject);
        Assert.Equal([true, true], Judges.MimeKit(received.Bytes, SomeKeys.Rsa, SomeKeys.Ed25519));
        Assert.False(File.Exists(folder["data/publisher.db"]));
    }

    [Fact]
    public async Task The_mark_speaks_the_language_of_the_site()
    {
        var (code, output) = await RunAsync(["send-test", "jane@example.com", "2026-02-12-draft.md", "--set", "site.language=ja", "--set", $"mail.folder={folder["outbox"]}"]);
        Assert.True(code == 0, output);
        Assert.Equal("[テスト] Not yet", Assert.Single(new Outbox(folder).To("jane@example.com")).Subject);
    }

    [Fact]
    public async Task A_refusal_is_printed_as_the_server_said_it()
    {
        await using var server = new SmtpServer { Script = (stage, _) => stage == SmtpStage.Rcpt ? SmtpAction.Reply(550, "5.1.1 nobody of that name") : SmtpAction.Continue };
        var (code, output) = await RunAsync(["send-test", "jane@example.com", "--json", .. Smtp(server)]);
        Assert.Equal(1, code);
        Assert.Contains("\"result\":\"refused\",\"reply\":\"550 5.1.1 nobody of that name\"", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["send-test", "no address"])).Code);
    }

    private string[] Smtp(SmtpServer server)
    {
        string[] settings = ["mail.transport=smtp", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={server.Port}", "mail.smtp.security=none", .. SomeKeys.Settings(folder)];
        return [.. settings.SelectMany(setting => new[] { "--set", setting })];
    }

    private Task<(int Code, string Output)> RunAsync(string[] arguments) => PublisherProcess.RunAsync(folder, [.. arguments, "--set", "site.url=https://blog.example/"]);
}
