using Microsoft.Extensions.DependencyInjection;
using Publisher.Bounces;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>The bounce mailbox on a real Dovecot: read whole, from where it was left, and counted once.</summary>
public sealed class MailboxTests : IAsyncDisposable
{
    // On a slow machine nothing would ever be read in the time between two cuts.
    private const int MostCuts = 12;
    private const string Bounced = "select count(*) from bounces";

    private readonly TemporaryFolder folder = new();
    private DovecotServer? dovecot;
    private BouncingBlog? blog;

    private DovecotServer Dovecot => dovecot!;

    private BouncingBlog Blog => blog!;

    public async ValueTask DisposeAsync()
    {
        if (blog is not null)
            await blog.DisposeAsync();
        dovecot?.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("imap", "tls")]
    [InlineData("imap", "startTls")]
    [InlineData("imap", "none")]
    [InlineData("pop3", "tls")]
    [InlineData("pop3", "startTls")]
    public async Task Reports_are_read_by_each_protocol_and_stay_where_they_are(string protocol, string security)
    {
        await StartAsync(protocol, security);
        var paths = await Blog.SentAsync(3);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        Dovecot.Deliver(SomeReports.Human("bounces@blog.example"));
        Dovecot.Deliver(SomeReports.Failed(paths[1], "5.2.2"));
        await Blog.ReadAsync();
        await Blog.ReadAsync();
        Assert.Equal(["failed confirmed hardbounce", "failed confirmed mailable", "sent confirmed mailable"], [await Blog.StandingAsync("r0@example.com"), await Blog.StandingAsync("r1@example.com"), await Blog.StandingAsync("r2@example.com")]);
        Assert.Equal((2, 3), (await Blog.NumberAsync(Bounced), Dovecot.Count()));
        Assert.Empty(Blog.Publisher.Log.Warnings);

        Dovecot.Deliver(SomeReports.Failed(paths[2]));
        await Blog.ReadAsync();
        Assert.Equal(3, await Blog.NumberAsync(Bounced));
    }

    [Fact]
    public async Task What_comes_is_read_at_once_where_the_server_says_so()
    {
        await StartAsync("imap", "tls");
        var paths = await Blog.SentAsync(2);
        foreach (var path in paths)
        {
            var before = await Blog.NumberAsync(Bounced);
            Dovecot.Deliver(SomeReports.Failed(path));
            await Blog.Publisher.UntilAsync(async () => await Blog.NumberAsync(Bounced) == before + 1, "the report to be read");
        }
    }

    [Fact]
    public async Task Mail_is_put_where_it_belongs_and_nobodys_is_touched()
    {
        await StartAsync("imap", "tls", "mail.bounces.processedFolder=Processed", "mail.bounces.unknownFolder=Unknown");
        var paths = await Blog.SentAsync(4);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        Dovecot.Deliver(SomeReports.Vacation(paths[1]));
        Dovecot.Deliver(SomeReports.Failed("bounces+nobody@blog.example"));
        Dovecot.Deliver(SomeReports.Human(paths[2]));
        Dovecot.Deliver(SomeReports.Dsn(paths[3], SomeReports.Group("4.4.1", action: "delayed")));
        await Blog.ReadAsync();
        Assert.Equal((3, 1, 1), (Dovecot.Count("Processed"), Dovecot.Count("Unknown"), Dovecot.Count()));
        Assert.Equal(1, await Blog.NumberAsync(Bounced));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder["mail/bounces/cur"]), file => file.Contains(":2,S", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_could_not_be_put_away_counted_all_the_same_and_is_put_away_later()
    {
        await StartAsync("imap", "tls", "mail.bounces.processedFolder=Processed");
        var paths = await Blog.SentAsync(1);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        // A file stands where the folder would be made.
        folder.Write("mail/bounces/.Processed", "");
        await Blog.ReadAsync();
        Assert.Equal((1, 1), (await Blog.NumberAsync(Bounced), Dovecot.Count()));
        Assert.Contains(Blog.Publisher.Log.Warnings, line => line.StartsWith("Reports about mail are not read", StringComparison.Ordinal));

        File.Delete(folder["mail/bounces/.Processed"]);
        await Blog.Publisher.AdvanceToAsync(Blog.Publisher.Time.GetUtcNow().AddMinutes(10), TimeSpan.FromMinutes(5));
        await Blog.ReadAsync();
        Assert.Equal((1, 0, 1), (await Blog.NumberAsync(Bounced), Dovecot.Count(), Dovecot.Count("Processed")));
    }

    [Theory(Skip = "Not finished: a cut that is taken for a fault rests on the clock, which the loop must turn on; until then it may wait for ever.")]
    [InlineData("imap", 11)]
    [InlineData("imap", 12)]
    [InlineData("pop3", 13)]
    public async Task Cut_off_anywhere_each_report_counts_once(string protocol, int seed)
    {
        await StartAsync(protocol, "tls", protocol == "imap" ? "mail.bounces.processedFolder=Processed" : "mail.bounces.deleteProcessed=true");
        foreach (var path in await Blog.SentAsync(120))
            Dovecot.Deliver(SomeReports.Failed(path, "5.2.2"));
        var (random, cuts) = (new Random(seed), 0);
        for (var left = true; left;)
        {
            using var cut = new CancellationTokenSource(cuts < MostCuts ? TimeSpan.FromMilliseconds(random.Next(5, 1500)) : Timeout.InfiniteTimeSpan);
            try
            {
                await Blog.Publisher.Services.GetRequiredService<MailboxRound>().ReadAsync(cut.Token);
                left = await Blog.NumberAsync(Bounced) < 120 || await Blog.NumberAsync("select count(*) from mailbox_filings") > 0;
            }
            catch (OperationCanceledException)
            {
                cuts++;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"seed {seed}: cut off {cuts} times");
        Assert.Equal((120, 120), (await Blog.NumberAsync(Bounced), await Blog.NumberAsync("select count(*) from deliveries where status = 'failed'")));
        if (protocol == "imap")
            Assert.Equal((0, 120), (Dovecot.Count(), Dovecot.Count("Processed")));
    }

    [Fact]
    public async Task A_mailbox_that_is_numbered_anew_is_read_again_and_counts_nothing_twice()
    {
        await StartAsync("imap", "tls");
        var paths = await Blog.SentAsync(2);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        Dovecot.Deliver(SomeReports.Unsubscribe(Blog.Publisher.Services.GetRequiredService<global::Publisher.Newsletter.ReturnAddresses>().Unsubscribe(1001)!));
        await Blog.ReadAsync();
        Assert.Equal("sent unsubscribed mailable", await Blog.StandingAsync("r1@example.com"));

        // They came back, and their old mail says nothing any more.
        await Blog.ExecuteAsync("update subscribers set status = 'confirmed' where id = 1001");
        await Dovecot.RenumberAsync();
        Dovecot.Deliver(SomeReports.Failed(paths[1], "5.2.2"));
        await Blog.Publisher.AdvanceToAsync(Blog.Publisher.Time.GetUtcNow().AddMinutes(10), TimeSpan.FromMinutes(5));
        await Blog.ReadAsync();
        Assert.Equal("failed confirmed mailable", await Blog.StandingAsync("r1@example.com"));
        Assert.Equal(2, await Blog.NumberAsync(Bounced));
    }

    [Theory]
    [InlineData("false", 2)]
    [InlineData("true", 1)]
    public async Task Pop3_deletes_only_what_it_understood_and_only_when_it_is_told_to(string deletes, int left)
    {
        await StartAsync("pop3", "tls", $"mail.bounces.deleteProcessed={deletes}");
        var paths = await Blog.SentAsync(1);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        Dovecot.Deliver(SomeReports.Human(paths[0]));
        await Blog.ReadAsync();
        Assert.Equal((1, left), (await Blog.NumberAsync(Bounced), Dovecot.Count()));
    }

    [Theory]
    [InlineData("imap")]
    [InlineData("pop3")]
    public async Task Huge_and_hostile_mail_does_not_keep_the_next_from_being_read(string protocol)
    {
        await StartAsync(protocol, "tls");
        var paths = await Blog.SentAsync(2);
        Dovecot.Deliver([.. SomeReports.Bytes("From: jane@example.com\nTo: bounces@blog.example\nSubject: holiday pictures\n\n"), .. Enumerable.Repeat("0123456789012345678901234567890123456789012345678901234567890\r\n"u8.ToArray(), 800_000).SelectMany(line => line)]);
        Dovecot.Deliver(SomeReports.Bomb(paths[0], 5_000));
        Dovecot.Deliver([0, 1, 2, 3, 255]);
        Dovecot.Deliver([.. "From: "u8, .. new byte[300_000]]);
        Dovecot.Deliver(SomeReports.Failed(paths[1]));
        await Blog.ReadAsync();
        Assert.Equal("failed confirmed hardbounce", await Blog.StandingAsync("r1@example.com"));
        Assert.Contains("of such a mail only the first", Blog.Publisher.Log.ToString(), StringComparison.Ordinal);
        Assert.Empty(Blog.Publisher.Log.Warnings);
    }

    [Fact]
    public async Task A_server_that_goes_away_and_comes_back_is_read_on()
    {
        await StartAsync("imap", "tls");
        var paths = await Blog.SentAsync(2);
        Dovecot.Deliver(SomeReports.Failed(paths[0]));
        await Blog.Publisher.UntilAsync(async () => await Blog.NumberAsync(Bounced) == 1, "the first report");
        await Dovecot.RenumberAsync();
        Dovecot.Deliver(SomeReports.Failed(paths[1]));
        await Blog.Publisher.UntilAsync(async () => await Blog.NumberAsync(Bounced) == 2, "the second report");
    }

    [Theory]
    [InlineData("mail.bounces.password=wrong-one", "check mail.bounces.username and mail.bounces.password")]
    [InlineData("mail.bounces.folder=Nowhere", "there is no folder Nowhere")]
    [InlineData("mail.bounces.port=9", "check mail.bounces.host and mail.bounces.port")]
    public async Task A_mailbox_that_cannot_be_read_is_told_in_a_sentence(string setting, string sentence)
    {
        await StartAsync("imap", "tls", setting);
        Assert.Contains(Blog.Publisher.Log.Warnings, line => line.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("wrong-one", Blog.Publisher.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains(sentence, await Blog.TextAsync("select fault from mailboxes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_password()
    {
        dovecot = await DovecotServer.StartAsync(folder);
        blog = await BouncingBlog.StartAsync(folder, null, BouncingBlog.Mailbox(dovecot));
        Assert.Contains(Blog.Publisher.Log.Warnings, line => line.Contains("no secure connection", StringComparison.Ordinal));
        Assert.DoesNotContain("Login", Dovecot.Log, StringComparison.Ordinal);
    }

    private async Task StartAsync(string protocol, string security, params string[] settings)
    {
        dovecot = await DovecotServer.StartAsync(folder);
        var port = (protocol, security) switch { ("imap", "tls") => dovecot.Imaps, ("imap", _) => dovecot.Imap, (_, "tls") => dovecot.Pop3s, _ => dovecot.Pop3 };
        blog = await BouncingBlog.StartAsync(folder, dovecot, [$"mail.bounces.protocol={protocol}", $"mail.bounces.port={port}", $"mail.bounces.security={security}", .. settings]);
    }
}
