using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>Makes transports: one for each sender at work, since none is shared.</summary>
internal sealed class TransportFactory(MailOptions options, Sender sender, DkimSigner signer)
{
    /// <param name="server">One of those of the settings; by default the first.</param>
    public ITransport Create(SmtpOptions? server = null) =>
        options.Transport == TransportKind.Smtp ? new SmtpTransport(server ?? options.Smtp, sender, signer) : new FolderTransport(options.Folder, sender, signer);
}
