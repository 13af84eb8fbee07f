using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Publisher.Tests.Support;

/// <summary>A real Dovecot on ports of the loopback, with mailboxes in Maildir below a test's folder. Every user's password is <c>secret</c>.</summary>
internal sealed class DovecotServer : IDisposable
{
    public const string User = "bounces";
    public const string Password = "secret";

    private readonly TemporaryFolder folder;
    private MailDaemon? daemon;
    private int mails;

    private DovecotServer(TemporaryFolder folder) => this.folder = folder;

    public int Imap { get; } = Loopback.FreePort();

    public int Imaps { get; } = Loopback.FreePort();

    public int Pop3 { get; } = Loopback.FreePort();

    public int Pop3s { get; } = Loopback.FreePort();

    public X509Certificate2 Certificate { get; } = SmtpWire.SelfMadeCertificate();

    public string Log => File.Exists(folder["dovecot.log"]) ? File.ReadAllText(folder["dovecot.log"]) : "no log";

    public static async Task<DovecotServer> StartAsync(TemporaryFolder folder)
    {
        MailDaemon.Require("dovecot");
        var server = new DovecotServer(folder);
        await server.StartAsync();
        return server;
    }

    /// <summary>Puts a mail into a mailbox, as a delivery does.</summary>
    public void Deliver(byte[] mail, string user = User)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_790_000_000 + (mails / 1000)}.M{mails:D7}P1.test");
        mails++;
        File.WriteAllBytes(folder[$"mail/{user}/tmp/{name}"], mail);
        File.Move(folder[$"mail/{user}/tmp/{name}"], folder[$"mail/{user}/new/{name}"]);
    }

    /// <summary>How many mails lie in a folder.</summary>
    public int Count(string subfolder = "", string user = User) => new[] { "new", "cur" }
        .Select(part => Path.Combine(folder[$"mail/{user}"], subfolder.Length == 0 ? "" : "." + subfolder, part))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)
        // A mail may go from one to the other while we look: its name stays, up to the flags.
        .Select(path => Path.GetFileName(path).Split(':')[0])
        .Distinct()
        .Count();

    /// <summary>Forgets the numbers of all mails: those that come next are of another numbering.</summary>
    public async Task RenumberAsync(string user = User)
    {
        daemon?.Dispose();
        // What was the last numbering it remembers, so that the next is another even within a second.
        foreach (var file in Directory.EnumerateFiles(folder[$"mail/{user}"], "dovecot*").Where(file => !file.Contains("uidvalidity", StringComparison.Ordinal)))
            File.Delete(file);
        await LaunchAsync();
    }

    public void Dispose()
    {
        daemon?.Dispose();
        Certificate.Dispose();
    }

    private async Task StartAsync()
    {
        MailDaemon.Allow(folder.Path, MailDaemon.Readable);
        foreach (var path in new[] { "mail", $"mail/{User}", $"mail/{User}/tmp", $"mail/{User}/new", $"mail/{User}/cur" })
        {
            Directory.CreateDirectory(folder[path]);
            MailDaemon.Allow(folder[path], MailDaemon.Open);
        }

        folder.Write("cert.pem", Certificate.ExportCertificatePem());
        folder.Write("key.pem", Certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        folder.Write("users", $"{User}:{{PLAIN}}{Password}\n");
        folder.Write("dovecot.conf", Config());
        await LaunchAsync();
    }

    private async Task LaunchAsync()
    {
        daemon = await MailDaemon.StartAsync("dovecot", ["-c", folder["dovecot.conf"]], folder["run/master.pid"], folder["dovecot.output"], () => Log);
        foreach (var port in new[] { Imap, Imaps, Pop3, Pop3s })
            await Loopback.UntilAnswersAsync(port, () => Log);
    }

    private string Config() => $$"""
        base_dir = {{folder["run"]}}
        state_dir = {{folder["run"]}}
        log_path = {{folder["dovecot.log"]}}
        protocols = imap pop3
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{folder["cert.pem"]}}
        ssl_key = <{{folder["key.pem"]}}
        first_valid_uid = 1
        mail_location = maildir:{{folder["mail"]}}/%n
        maildir_very_dirty_syncs = yes
        mail_max_userip_connections = 50
        passdb {
          driver = passwd-file
          args = scheme=PLAIN username_format=%u {{folder["users"]}}
        }
        userdb {
          driver = static
          args = uid=65534 gid=65534 home={{folder["mail"]}}/%n
        }
        service imap-login {
          inet_listener imap {
            port = {{Imap}}
          }
          inet_listener imaps {
            port = {{Imaps}}
            ssl = yes
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = {{Pop3}}
          }
          inet_listener pop3s {
            port = {{Pop3s}}
            ssl = yes
          }
        }

        """;
}
