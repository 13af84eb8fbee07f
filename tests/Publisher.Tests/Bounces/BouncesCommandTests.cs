using Publisher.Settings;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>What the operator sees and sets: <c>publisher bounces</c>, <c>publisher status</c>, the section <c>mail.bounces</c>.</summary>
public sealed class BouncesCommandTests
{
    [Fact]
    public async Task Reports_from_files_are_tried_first_and_taken_then()
    {
        await using var blog = await BouncingBlog.StartAsync();
        var path = (await blog.SentAsync(1))[0];
        // The command is a process with the clock of the machine.
        await blog.ExecuteAsync(FormattableString.Invariant($"update deliveries set settled_at = {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}"));
        await File.WriteAllBytesAsync(blog.Folder["report.eml"], SomeReports.Failed(path));
        await File.WriteAllBytesAsync(blog.Folder["forged.eml"], SomeReports.Failed("bounces@blog.example"));

        var (code, output) = await RunAsync(blog, "bounces", "report.eml", "forged.eml", "--dry-run");
        Assert.Equal((0, "sent confirmed mailable"), (code, await blog.StandingAsync("r0@example.com")));
        Assert.Contains("report.eml: a hard bounce (5.1.1): the address is mailed no more", output, StringComparison.Ordinal);
        Assert.Contains("forged.eml: a report that belongs to no mail of ours", output, StringComparison.Ordinal);

        (code, output) = await RunAsync(blog, "bounces", "report.eml", "report.eml", "nowhere.eml", "--json");
        Assert.Equal((1, "failed confirmed hardbounce"), (code, await blog.StandingAsync("r0@example.com")));
        Assert.Contains("""{"file":"report.eml","kind":"failure","effective":true,"result":"a hard bounce (5.1.1): the address is mailed no more"}""", output, StringComparison.Ordinal);
        Assert.Contains("""{"file":"report.eml","kind":"failure","effective":false,"result":"a mail that was read before: nothing follows"}""", output, StringComparison.Ordinal);
        Assert.Contains("""{"file":"nowhere.eml","kind":null,"effective":false,"result":"there is no such file"}""", output, StringComparison.Ordinal);

        (_, output) = await RunAsync(blog, "status", "--json");
        Assert.Contains("\"counts\":{\"hard\":1}", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("check mail.bounces.host and mail.bounces.port", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set mail.bounces.host and its login", "mail.bounces.address=bounces@example.com", "mail.bounces.username=a")]
    [InlineData("a mailbox needs a login", "mail.bounces.address=bounces@example.com", "mail.bounces.host=localhost")]
    [InlineData("would carry the password in the clear to imap.example.com", "mail.bounces.address=bounces@example.com", "mail.bounces.host=imap.example.com", "mail.bounces.username=a", "mail.bounces.security=none")]
    [InlineData("is no address that a plus and a name can be put into", "mail.bounces.address=bounces+more@example.com", "mail.bounces.host=localhost", "mail.bounces.username=a")]
    [InlineData("is no address that a plus and a name can be put into", "mail.bounces.address=bounces", "mail.bounces.host=localhost", "mail.bounces.username=a")]
    [InlineData("leaves no room for a name", "mail.bounces.address=a-very-long-name-for-a-mailbox@example.com", "mail.bounces.host=localhost", "mail.bounces.username=a")]
    public void A_mailbox_that_cannot_work_is_refused_at_the_start(string sentence, params string[] settings)
    {
        var fault = Assert.Throws<SettingsException>(() => SettingsReader.Read(new(null, settings, new Dictionary<string, string>(), [])));
        Assert.Contains(fault.Problems, problem => problem.ToString().Contains(sentence, StringComparison.Ordinal));
    }

    private static Task<(int Code, string Output)> RunAsync(BouncingBlog blog, params string[] arguments) =>
        PublisherProcess.RunAsync(blog.Folder, [.. arguments, .. TestStorage.Settings(blog.Folder["publisher.db"]).SelectMany(setting => new[] { "--set", setting }), "--set", "posts.folder=posts", "--set", "site.url=https://blog.example/"]);
}
