using MailKit;

namespace Publisher.Mail;

/// <summary>Ends a connection whose server answers without an end. MailKit shows its protocol logger each piece that it reads, before it looks into it.</summary>
internal sealed class AnswerLimit : IProtocolLogger
{
    /// <summary>In octets, since the client last spoke: ten thousand lines of an answer pass.</summary>
    private const int Most = 1 << 20;

    private int heard;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) => heard = 0;

    public void LogClient(byte[] buffer, int offset, int count) => heard = 0;

    public void LogServer(byte[] buffer, int offset, int count)
    {
        heard += count;
        if (heard > Most)
            throw new IOException("the server's answer has no end");
    }

    public void Dispose()
    {
    }
}
