using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>Makes transports: one for each sender at work, since none is shared.</summary>
internal sealed class TransportFactory(MailOptions options, Sender sender, DkimSigner signer)
{
    public ITransport Create() => options.Transport == TransportKind.Smtp ? new SmtpTransport(options.Smtp, sender, signer) : new FolderTransport(options.Folder, sender, signer);
}
