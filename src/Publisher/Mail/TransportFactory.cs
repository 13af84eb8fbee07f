using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>Makes transports: one for each sender at work, since none is shared.</summary>
internal sealed class TransportFactory(MailOptions options, Sender sender, DkimSigner signer)
{
    /// <summary>By a server of the settings, or to the folder.</summary>
    public ITransport Create(SmtpOptions? server) => server is null ? new FolderTransport(options.Folder, sender, signer) : new SmtpTransport(server, sender, signer);

    /// <summary>By whichever server takes it.</summary>
    public ITransport CreateAny() => options.Transport == TransportKind.Folder ? Create(null) : new AnyTransport([.. options.AllServers().Select(Create)]);
}
