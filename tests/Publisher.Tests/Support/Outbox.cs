using MimeKit;

namespace Publisher.Tests.Support;

/// <summary>The mails that the folder transport wrote.</summary>
internal sealed class Outbox(TemporaryFolder folder)
{
    public IReadOnlyList<MimeMessage> To(string email) => Directory.Exists(folder["outbox"])
        ? [.. Directory.EnumerateFiles(folder["outbox"], "*.eml")
            .Select(path => MimeMessage.Load(path))
            .Where(mail => mail.To.Mailboxes.Any(mailbox => mailbox.Address == email))
            .OrderBy(mail => mail.Date)]
        : [];
}
