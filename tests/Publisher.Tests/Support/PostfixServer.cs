using System.Globalization;

namespace Publisher.Tests.Support;

/// <summary>A real Postfix on a port of the loopback, with its state below a test's folder. It delivers to the mailboxes of the same folder's Dovecot and tries again every second.</summary>
internal sealed class PostfixServer : IDisposable
{
    private readonly MailDaemon daemon;
    private readonly TemporaryFolder folder;

    private PostfixServer(MailDaemon daemon, TemporaryFolder folder, int port)
    {
        this.daemon = daemon;
        this.folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string Log => LogOf(folder);

    /// <param name="mailboxes">Address and user, a mailbox each; other addresses of the two domains have none.</param>
    /// <param name="routes">Domain and transport for those that go elsewhere, as in transport(5).</param>
    public static async Task<PostfixServer> StartAsync(TemporaryFolder folder, (string Address, string User)[] mailboxes, params (string Domain, string Transport)[] routes)
    {
        MailDaemon.Require("postfix");
        var port = Loopback.FreePort();
        Directory.CreateDirectory(folder["queue"]);
        Directory.CreateDirectory(folder["mail"]);
        MailDaemon.Allow(folder.Path, MailDaemon.Readable);
        MailDaemon.Allow(folder["mail"], MailDaemon.Open);
        folder.Write("postfix/main.cf", MainConfig(folder, mailboxes, routes));
        folder.Write("postfix/master.cf", MasterConfig(port));
        var daemon = await MailDaemon.StartAsync("postfix", ["-c", folder["postfix"], "start"], folder["queue/pid/master.pid"], folder["postfix.output"], () => LogOf(folder));
        await Loopback.UntilAnswersAsync(port, () => LogOf(folder));
        return new(daemon, folder, port);
    }

    /// <summary>What was delivered to a user's Maildir and nobody has read.</summary>
    public IReadOnlyList<byte[]> Delivered(string user) =>
        Directory.Exists(folder[$"mail/{user}/new"]) ? [.. Directory.EnumerateFiles(folder[$"mail/{user}/new"]).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];

    public void Dispose() => daemon.Dispose();

    private static string LogOf(TemporaryFolder folder) => File.Exists(folder["postfix.log"]) ? File.ReadAllText(folder["postfix.log"]) : "no log";

    private static string MainConfig(TemporaryFolder folder, (string Address, string User)[] mailboxes, (string Domain, string Transport)[] routes) => $$"""
        compatibility_level = 3.6
        queue_directory = {{folder["queue"]}}
        data_directory = {{folder["data"]}}
        myhostname = mail.blog.example
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        maillog_file = {{folder["postfix.log"]}}
        maillog_file_prefixes = {{folder.Path}}
        alias_maps =
        alias_database =
        recipient_delimiter = +
        virtual_mailbox_domains = blog.example, example.com
        virtual_mailbox_base = {{folder["mail"]}}
        virtual_mailbox_maps = inline:{ {{string.Join(", ", mailboxes.Select(mailbox => $"{{ {mailbox.Address} = {mailbox.User}/ }}"))}} }
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        transport_maps = {{(routes.Length == 0 ? "" : $"inline:{{ {string.Join(", ", routes.Select(route => $"{{ {route.Domain} = {route.Transport} }}"))} }}")}}
        smtpd_recipient_restrictions = permit_mynetworks, reject
        smtpd_reject_unlisted_recipient = no
        smtp_connect_timeout = 2s
        smtp_helo_timeout = 2s
        smtp_tls_security_level = none
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        queue_run_delay = 1s
        delay_warning_time = 1s
        maximal_queue_lifetime = 4s
        bounce_queue_lifetime = 1h

        """;

    private static string MasterConfig(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        127.0.0.1:{port} inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        scache unix - - n - 1 scache
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd

        """);
}
