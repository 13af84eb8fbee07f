using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Publisher.Mail;

/// <summary>How far one mail transaction has come (RFC 5321 section 3.3).</summary>
internal enum SmtpPhase
{
    Sender,
    Recipient,
    Data,

    /// <summary>All was handed on, and the server may have taken the message whatever happens now.</summary>
    Written,
}

/// <summary>MailKit's client, sending messages that are ready, knowing its phase, and not to be cancelled once a message is under way.</summary>
internal sealed class SmtpConnection : SmtpClient, ITransferProgress
{
    // A server that drips its answers keeps each within its time, and the message for ever.
    private const int AnswersAMessage = 3;

    private readonly TimeSpan patience;
    private CancellationTokenRegistration abandoning;
    private CancellationToken abandoned;
    private SmtpPhase phase;
    private MessageWire? wire;

    public SmtpConnection(SmtpOptions options, string localDomain)
        : base(new AnswerLimit())
    {
        patience = options.Timeout * AnswersAMessage;
        Timeout = (int)options.Timeout.TotalMilliseconds;
        LocalDomain = localDomain;
        // An authority's revocation list that cannot be reached would hold up every mail, for minutes at a time.
        CheckCertificateRevocation = false;
        // A report needs the header to be known by, not the whole mail (RFC 3461 section 4.3).
        DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
    }

    // A message whose end still waits here is not with the server.
    public SmtpPhase Phase => phase == SmtpPhase.Written && wire is { IsHandedOn: false } ? SmtpPhase.Data : phase;

    /// <summary>Messages tried on this connection.</summary>
    public int Tried { get; private set; }

    /// <summary>Whether the server takes addresses beyond ASCII (RFC 6531).</summary>
    public bool OffersUtf8 { get; private set; }

    /// <summary>Whether this connection can still name a recipient, as far as the server can at all.</summary>
    public bool CanName(string recipient) => !OffersUtf8 || Capabilities.HasFlag(SmtpCapabilities.UTF8) || recipient.All(char.IsAscii);

    /// <summary>Greets the server over a wire of ours, which is closed with the connection.</summary>
    public Task EnterAsync(MessageWire by, string host, int port, SecureSocketOptions security, CancellationToken cancellation)
    {
        wire = by;
        return ConnectAsync(by, host, port, security, cancellation);
    }

    /// <exception cref="OperationCanceledException">Cancelled, and the message was not begun.</exception>
    public async Task<string> SendAsync(MimeMessage message, string from, string to, CancellationToken cancellation)
    {
        phase = SmtpPhase.Sender;
        Tried++;
        // Given the choice MailKit turns punycode back into Unicode, which binds every later server to SMTPUTF8, too.
        if (to.All(char.IsAscii))
            Capabilities &= ~SmtpCapabilities.UTF8;
        using var abandon = new CancellationTokenSource(patience);
        abandoned = abandon.Token;
        abandoning = cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), abandon);
        try
        {
            return await SendAsync(FormatOptions.Default, message, new MailboxAddress(null, (message as ReadyMessage)?.EnvelopeSender ?? from), [new MailboxAddress(null, to)], abandon.Token, this);
        }
        finally
        {
            await abandoning.DisposeAsync();
        }
    }

    protected override void OnConnected(string host, int port, SecureSocketOptions options)
    {
        OffersUtf8 = Capabilities.HasFlag(SmtpCapabilities.UTF8);
        base.OnConnected(host, port, options);
    }

    protected override string? GetEnvelopeId(MimeMessage message) => (message as ReadyMessage)?.EnvelopeId;

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => phase = SmtpPhase.Recipient;

    // The last moment to turn back. A message cut off later would leave nobody knowing whether it arrived.
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        abandoning.Dispose();
        abandoned.ThrowIfCancellationRequested();
        phase = SmtpPhase.Data;
    }

    // The builder has prepared it: encoding anew would make other bytes, and break a signature.
    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
    {
    }

    void ITransferProgress.Report(long bytesTransferred, long totalSize)
    {
        if (bytesTransferred >= totalSize)
            phase = SmtpPhase.Written;
    }

    void ITransferProgress.Report(long bytesTransferred)
    {
    }
}
