using Publisher.Tests.Support;

namespace Publisher.Tests.Mail.Dkim;

/// <summary>The whole service with keys: nothing leaves it unsigned.</summary>
public sealed class SignedServiceTests
{
    [Fact]
    public async Task Notices_and_issues_are_signed_alike()
    {
        using var folder = new TemporaryFolder();
        await using var smtp = new SmtpServer();
        string[] settings = ["mail.transport=smtp", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none", .. SomeKeys.Settings(folder)];
        await using var publisher = await RunningPublisher.StartAsync(folder, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), settings);
        using var asked = await publisher.PostAsync("/subscribe", ("email", "jane@example.com"), ("cadence", "instant"));
        await publisher.UntilAsync(() => smtp.Received.Count == 1, "the mail that asks to confirm");
        using var confirmed = await publisher.PostAsync(RunningPublisher.PathIn(smtp.Received[0].Message.TextBody, "confirm"));
        folder.Write("posts/2026-02-28-new.md", Some.PostText("New", "2026-02-28"));
        await publisher.UntilAsync(() => smtp.Received.Count == 2, "the issue");
        Assert.All(smtp.Received, mail => Assert.Equal([true, true], Judges.MimeKit(mail.Bytes, SomeKeys.Rsa, SomeKeys.Ed25519)));
    }
}
