using Microsoft.Extensions.DependencyInjection;
using Publisher.Bounces;
using Publisher.Mail.Mailboxes;
using Publisher.Mail.Reports;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>A blog whose mail went out through a server that kept the envelopes, so that reports can come back.</summary>
internal sealed class BouncingBlog : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder? own;
    private int posts;

    private BouncingBlog(RunningPublisher publisher, SmtpServer smtp, TemporaryFolder folder, TemporaryFolder? own)
    {
        this.own = own;
        Publisher = publisher;
        Smtp = smtp;
        Folder = folder;
    }

    public RunningPublisher Publisher { get; }

    public SmtpServer Smtp { get; }

    public TemporaryFolder Folder { get; }

    public static Task<BouncingBlog> StartAsync(params string[] settings) => StartAsync(null, null, settings);

    /// <param name="given">Null for one of its own.</param>
    /// <param name="dovecot">Where the mailbox is; null for one that nobody serves.</param>
    public static async Task<BouncingBlog> StartAsync(TemporaryFolder? given, DovecotServer? dovecot, params string[] settings)
    {
        var folder = given ?? new TemporaryFolder();
        var smtp = new SmtpServer();
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        var publisher = await RunningPublisher.StartAsync(folder, Start, services => Trust(services, dovecot), [.. Settings(smtp.Port), .. dovecot is null ? [] : Mailbox(dovecot), .. settings]);
        await publisher.QuietAsync();
        return new(publisher, smtp, folder, given is null ? folder : null);
    }

    /// <summary>The settings for a mailbox, by IMAP and TLS.</summary>
    public static string[] Mailbox(DovecotServer dovecot) => ["mail.bounces.protocol=imap", $"mail.bounces.port={dovecot.Imaps}", "mail.bounces.security=tls"];

    private static void Trust(IServiceCollection services, DovecotServer? dovecot)
    {
        if (dovecot is not null)
            services.AddSingleton(container => new MailboxFactory(container.GetRequiredService<BouncesOptions>()) { Certificates = (_, shown, _, _) => dovecot.Certificate.Equals(shown) });
    }

    /// <summary>Mail through a server on the loopback; a mailbox that nobody serves.</summary>
    public static string[] Settings(int smtpPort) =>
    [
        "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtpPort}", "mail.smtp.security=none", "mail.smtp.connections=1",
        "mail.bounces.address=bounces@blog.example", "mail.bounces.host=127.0.0.1", "mail.bounces.port=9", "mail.bounces.username=bounces", "mail.bounces.password=secret", "mail.bounces.poll=1.00:00:00",
    ];

    public async ValueTask DisposeAsync()
    {
        await Publisher.DisposeAsync();
        await Smtp.DisposeAsync();
        own?.Dispose();
    }

    public async Task AddReadersAsync(params string[] emails)
    {
        foreach (var email in emails)
            await ExecuteAsync($"insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('{email}', '{email}', 'confirmed', 'instant', '', 'en', (select coalesce(max(sequence), 0) from releases), 0)");
    }

    /// <summary>Publishes a post and waits until as many deliveries have an end.</summary>
    public async Task MailAsync(int deliveries)
    {
        var day = Publisher.Time.GetUtcNow().AddDays(-1);
        posts++;
        Folder.Write(FormattableString.Invariant($"posts/{day:yyyy-MM-dd}-new{posts}.md"), Some.PostText($"New {posts}", FormattableString.Invariant($"{day:yyyy-MM-dd HH:mm:ss} +0000")));
        var before = await NumberAsync("select count(*) from deliveries where settled_at is not null");
        await Publisher.UntilAsync(async () => await NumberAsync("select count(*) from deliveries where settled_at is not null") >= before + deliveries, "the mail to go out");
    }

    /// <summary>Deliveries of one issue that were sent to so many readers, r0@example.com and so on, and their envelope senders.</summary>
    public async Task<IReadOnlyList<string>> SentAsync(int readers)
    {
        var now = Publisher.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await ExecuteAsync($"insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1000, 'many', 'post', 'instant', 'en', 'Many', '', '', {now}, {readers})");
        await ExecuteAsync($"with recursive n(i) as (select 0 union all select i + 1 from n where i < {readers - 1}) insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at) select 1000 + i, 'r' || i || '@example.com', 'r' || i || '@example.com', 'confirmed', 'monthly', '', 'en', 0, 0 from n");
        await ExecuteAsync($"insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at) select 1000, id, 'sent', 1, {now}, {now} from subscribers where id >= 1000");
        var returns = Publisher.Services.GetRequiredService<global::Publisher.Newsletter.ReturnAddresses>();
        return [.. Enumerable.Range(0, readers).Select(reader => returns.Envelope(1000, 1000 + reader)!)];
    }

    /// <summary>The last envelope sender that a reader's mail had.</summary>
    public string ReturnPath(string email) => Smtp.Received.Last(mail => mail.To == email).From;

    public string MessageId(string email) => Smtp.Received.Last(mail => mail.To == email).Message.MessageId!;

    /// <summary>Takes a mail as if it had come to the mailbox.</summary>
    public async Task<Effect> TakeAsync(byte[] mail)
    {
        var desk = Publisher.Services.GetRequiredService<ReportDesk>();
        return await Publisher.Database.WriteAsync(transaction => desk.TakeAsync(transaction, ReportReader.Read(mail), CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Reads the mailbox once.</summary>
    public Task ReadAsync() => Publisher.Services.GetRequiredService<MailboxRound>().ReadAsync(CancellationToken.None);

    public Task RefusalsAsync() => Publisher.Services.GetRequiredService<RefusalRound>().CountAsync(CancellationToken.None);

    /// <summary>A reader as the ledger and the list have them: status of the last delivery, of the subscription, reason of the suppression.</summary>
    public async Task<string> StandingAsync(string email)
    {
        var (delivery, subscription) = (
            await TextAsync($"select d.status from deliveries d join subscribers s on s.id = d.subscriber_id where s.email = '{email}' order by d.issue_id desc limit 1"),
            await TextAsync($"select status from subscribers where email = '{email}'"));
        var suppression = await Publisher.Services.GetRequiredService<global::Publisher.Subscribers.Suppressions>().FindAsync(email, CancellationToken.None);
        return $"{delivery} {subscription} {suppression?.Reason.ToString().ToLowerInvariant() ?? "mailable"}";
    }

    public async Task ExecuteAsync(string sql) => await Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    public async Task<long> NumberAsync(string sql) => long.Parse(await TextAsync(sql), System.Globalization.CultureInfo.InvariantCulture);

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        var found = await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, CancellationToken.None);
        return found.Count == 0 ? "none" : found[0];
    }
}
