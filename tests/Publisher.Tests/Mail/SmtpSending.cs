using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>The way from a test to its server.</summary>
internal static class SmtpSending
{
    public static SmtpOptions Options(this SmtpServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SmtpSecurity.None,
        Timeout = TimeSpan.FromSeconds(30),
    };

    public static SmtpTransport Transport(this SmtpServer server) => new(server.Options(), SomeMail.Sender);

    public static async Task<TransportReply> SendAsync(this SmtpServer server, OutgoingMessage message, SmtpOptions? options = null)
    {
        await using var transport = new SmtpTransport(options ?? server.Options(), SomeMail.Sender);
        return await transport.SendAsync(message, CancellationToken.None);
    }

    public static OutgoingMessage Number(int number) => SomeMail.English with { MessageId = $"{number}@blog.example", To = $"reader{number}@example.com" };

    /// <summary>An action as a table writes it: <c>drop</c>, <c>silence</c>, <c>550 words</c>, <c>550 words, then close</c>.</summary>
    public static SmtpAction Action(string text)
    {
        const string close = ", then close";
        if (text == "drop")
            return SmtpAction.Drop;
        if (text == "silence")
            return SmtpAction.Silence;
        if (text == "garbage")
            return SmtpAction.Raw("\u0001\u0002 what is this");
        if (text == "slow")
            return SmtpAction.Drip("250 " + new string('x', 1000));
        if (text == "endless")
            return SmtpAction.Raw(string.Concat(Enumerable.Repeat($"250-{new string('x', 96)}\r\n", 20_000)) + "250 done");
        if (text.StartsWith("long ", StringComparison.Ordinal))
            return SmtpAction.Raw(string.Concat(Enumerable.Repeat($"{text[5..]}-a line of many\r\n", 10_000)) + $"{text[5..]} the last line");
        var (code, words) = (int.Parse(text[..3], System.Globalization.CultureInfo.InvariantCulture), text[4..]);
        return words.EndsWith(close, StringComparison.Ordinal) ? SmtpAction.ReplyThenClose(code, words[..^close.Length]) : SmtpAction.Reply(code, words);
    }

    public static void At(this SmtpServer server, string stage, string action, Func<SmtpContext, bool>? when = null)
    {
        var at = Enum.Parse<SmtpStage>(stage);
        server.Script = (now, context) => now == at && (when?.Invoke(context) ?? true) ? Action(action) : SmtpAction.Continue;
    }
}
