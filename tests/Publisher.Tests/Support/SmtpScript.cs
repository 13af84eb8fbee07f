using MimeKit;

namespace Publisher.Tests.Support;

/// <summary>Where in the conversation the server is (RFC 5321 section 3).</summary>
internal enum SmtpStage
{
    Connect,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,

    /// <summary>Half of the message was read: by the size that the client declared, else after its first line.</summary>
    Body,

    /// <summary>After the final dot, before the message is taken.</summary>
    Dot,

    /// <summary>The message is taken, its reply not yet sent.</summary>
    Accepted,
    Quit,
}

/// <summary>What the server does at a stage.</summary>
internal sealed record SmtpAction
{
    private SmtpAction()
    {
    }

    public static SmtpAction Continue { get; } = new();

    /// <summary>The connection is reset at once.</summary>
    public static SmtpAction Drop { get; } = new() { Closes = true };

    /// <summary>Nothing is answered until the client leaves or the server is disposed.</summary>
    public static SmtpAction Silence { get; } = new() { IsSilent = true };

    /// <summary>Bytes that are no answer of this protocol, or a strange one.</summary>
    public static SmtpAction Raw(string text) => new() { Line = text };

    /// <summary>An answer of which a byte comes now and then.</summary>
    public static SmtpAction Drip(string text) => new() { Line = text, IsSlow = true };

    public string? Line { get; private init; }

    public bool IsSlow { get; private init; }

    public bool Closes { get; private init; }

    public bool IsSilent { get; private init; }

    public static SmtpAction Reply(int code, string text) => new() { Line = $"{code} {text}" };

    public static SmtpAction ReplyThenClose(int code, string text) => Reply(code, text) with { Closes = true };
}

/// <summary>What the server knows of the conversation so far.</summary>
/// <param name="Connection">Counted from 1.</param>
/// <param name="Message">Of this connection, counted from 1.</param>
internal sealed record SmtpContext(int Connection, int Message, string From, string To, string? User, bool IsSecure);

/// <summary>A message that the server took, in the order in which it took them.</summary>
internal sealed record ReceivedMail(int Number, SmtpContext Context, byte[] Bytes)
{
    private readonly Lazy<MimeMessage> message = new(() => MimeMessage.Load(new MemoryStream(Bytes)));

    public string From => Context.From;

    public string To => Context.To;

    public MimeMessage Message => message.Value;

    public override string ToString() => $"{Number}. {To}: {Message.Subject} ({Message.Date:u})";
}
