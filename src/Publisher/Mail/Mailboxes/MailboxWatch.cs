using MailKit;
using MailKit.Net.Imap;

namespace Publisher.Mail.Mailboxes;

/// <summary>Lets an IMAP server say when something comes (IDLE, RFC 2177), and connects again whenever it stops saying anything.</summary>
internal sealed class MailboxWatch(MailboxFactory mailboxes, TimeProvider time)
{
    // Routers forget connections that are silent for ten minutes.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(9);

    public bool IsWanted => mailboxes.Options is { IsSet: true, Protocol: MailboxProtocol.Imap };

    /// <summary>Watches until it is stopped. Faults are the reading round's to tell; it meets the same ones.</summary>
    /// <param name="arrived">Says that there may be something; must be quick.</param>
    public async Task RunAsync(Action arrived, CancellationToken stopping)
    {
        for (var faults = 0; !stopping.IsCancellationRequested;)
        {
            try
            {
                using var client = await mailboxes.OpenWatchAsync(stopping);
                if (client is null)
                    return;
                faults = 0;
                await IdleAsync(client, arrived, stopping);
            }
            catch (Exception fault) when (fault is MailException || MailboxDoor.IsBroken(fault))
            {
                faults++;
            }

            await Task.Delay(Rest(faults), time, stopping);
        }
    }

    /// <summary>How long to wait after faults in a row.</summary>
    public static TimeSpan Rest(int faults) => TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, Math.Clamp(faults - 1, 0, 10))));

    private async Task IdleAsync(ImapClient client, Action arrived, CancellationToken stopping)
    {
        var options = mailboxes.Options;
        var folder = options.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(options.Folder, stopping);
        await folder.OpenAsync(FolderAccess.ReadOnly, stopping);
        var count = folder.Count;
        folder.CountChanged += (_, _) =>
        {
            if (folder.Count > count)
                arrived();
            count = folder.Count;
        };
        // What came while nobody watched.
        arrived();
        while (client.IsConnected)
        {
            using var again = new CancellationTokenSource(Again, time);
            await client.IdleAsync(again.Token, stopping);
        }
    }
}
