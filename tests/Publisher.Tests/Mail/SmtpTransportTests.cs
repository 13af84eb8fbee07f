using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>How mail is handed to a server: what it gets, over how many connections, and when one may turn back.</summary>
public sealed class SmtpTransportTests : IAsyncDisposable
{
    private readonly SmtpServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_server_gets_the_bytes_that_were_built()
    {
        var reply = await server.SendAsync(SomeMail.English);
        Assert.Equal(new(ReplyKind.Accepted, "250 2.0.0 taken"), reply);
        var mail = Assert.Single(await server.WaitForMessagesAsync(1, TimeSpan.FromSeconds(10)));
        Assert.Equal(("news@blog.example", "reader@example.com"), (mail.From, mail.To));
        Assert.Equal(MessageBuilder.Render(SomeMail.English, SomeMail.Sender), mail.Bytes);
    }

    [Theory]
    [InlineData(".")]
    [InlineData(".first\nlast")]
    [InlineData("first\n.\n..\n...last")]
    [InlineData("a.b\nc .d")]
    [InlineData(".\n.\n.")]
    public async Task A_dot_that_begins_a_line_arrives_as_it_was(string text)
    {
        var message = SomeMail.English with { Text = text, Html = null };
        await server.SendAsync(message);
        Assert.Equal(MessageBuilder.Render(message, SomeMail.Sender), Assert.Single(server.Received).Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8BITMIME")]
    [InlineData("PIPELINING,SIZE 1000000,8BITMIME,CHUNKING,BINARYMIME,SMTPUTF8,DSN,ENHANCEDSTATUSCODES")]
    public async Task What_a_server_offers_changes_no_byte(string extensions)
    {
        await using var other = new SmtpServer { Extensions = extensions.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        await other.SendAsync(SomeMail.Japanese);
        Assert.Equal(MessageBuilder.Render(SomeMail.Japanese, SomeMail.Sender), Assert.Single(other.Received).Bytes);
    }

    [Fact]
    public async Task A_retry_has_the_same_bytes()
    {
        server.At("Accepted", "drop", context => context.Connection == 1);
        Assert.Equal(ReplyKind.Unknown, (await server.SendAsync(SomeMail.Japanese)).Kind);
        Assert.Equal(ReplyKind.Accepted, (await server.SendAsync(SomeMail.Japanese)).Kind);
        Assert.Equal(server.Received[0].Bytes, server.Received[1].Bytes);
    }

    [Fact]
    public async Task The_client_names_the_senders_domain_and_says_goodbye()
    {
        await server.SendAsync(SomeMail.English);
        Assert.Equal("EHLO blog.example", server.Commands[0]);
        Assert.Equal("QUIT", server.Commands[^1]);
    }

    [Fact]
    public async Task A_connection_is_used_for_fifty_messages()
    {
        await using var transport = server.Transport();
        for (var number = 1; number <= 51; number++)
            Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(number), CancellationToken.None)).Kind);
        Assert.Equal(2, server.Connections);
        Assert.Equal([50, 1], server.Received.GroupBy(mail => mail.Context.Connection).Select(group => group.Count()));
        Assert.Equal(51, server.Received.Select(mail => mail.To).Distinct().Count());
    }

    [Theory]
    [InlineData("Accepted", "250 2.0.0 taken, then close", 3)]
    [InlineData("Accepted", "250 2.0.0 taken", 1)]
    public async Task A_server_that_leaves_after_each_message_gets_them_all_once(string stage, string action, int connections)
    {
        await using var transport = server.Transport();
        server.At(stage, action);
        for (var number = 1; number <= 3; number++)
            Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(number), CancellationToken.None)).Kind);
        Assert.Equal(["reader1@example.com", "reader2@example.com", "reader3@example.com"], server.Received.Select(mail => mail.To));
        Assert.Equal(connections, server.Connections);
    }

    [Theory]
    [InlineData("421 4.4.2 idle for too long, then close")]
    [InlineData("drop")]
    public async Task A_connection_that_went_stale_is_opened_anew_without_counting(string action)
    {
        await using var transport = server.Transport();
        server.At("Mail", action, context => context is { Connection: 1, Message: 2 });
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(1), CancellationToken.None)).Kind);
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(2), CancellationToken.None)).Kind);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_message_that_was_begun_is_never_sent_again_by_itself()
    {
        await using var transport = server.Transport();
        server.At("Dot", "drop", context => context.Message == 2);
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(1), CancellationToken.None)).Kind);
        Assert.Equal(ReplyKind.Unknown, (await transport.SendAsync(SmtpSending.Number(2), CancellationToken.None)).Kind);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_mail_that_is_cancelled_beforehand_is_not_begun()
    {
        await using var transport = server.Transport();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(SomeMail.English, new(canceled: true)));
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("Connect")]
    [InlineData("Mail")]
    [InlineData("Rcpt")]
    public async Task A_mail_can_be_cancelled_until_it_is_begun(string stage)
    {
        using var cancelling = new CancellationTokenSource();
        await using var transport = server.Transport();
        server.Script = (now, _) => CancelAt(Enum.Parse<SmtpStage>(stage), now, cancelling, SmtpAction.Silence);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(SomeMail.English, cancelling.Token));
        server.Script = (_, _) => SmtpAction.Continue;
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SomeMail.English, CancellationToken.None)).Kind);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("Data")]
    [InlineData("Body")]
    [InlineData("Dot")]
    [InlineData("Accepted")]
    public async Task A_mail_that_was_begun_is_finished(string stage)
    {
        using var cancelling = new CancellationTokenSource();
        await using var transport = server.Transport();
        server.Script = (now, _) => CancelAt(Enum.Parse<SmtpStage>(stage), now, cancelling, SmtpAction.Continue);
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SomeMail.English, cancelling.Token)).Kind);
        Assert.True(cancelling.IsCancellationRequested);
    }

    [Theory]
    [InlineData("PIPELINING,SIZE 1000000,8BITMIME", "DATA")]
    [InlineData("8BITMIME", "DATA")]
    [InlineData("PIPELINING,SIZE 1000000,8BITMIME,CHUNKING,BINARYMIME", "RCPT")]
    public async Task A_mail_is_announced_and_not_whole_before_that_which_it_waits_for(string extensions, string last)
    {
        await using var patient = new SmtpServer { Extensions = extensions.Split(',') };
        await using var transport = patient.Transport();
        var before = new TaskCompletionSource();
        var sending = transport.SendAsync(SomeMail.English, before.Task, CancellationToken.None);
        while (!patient.Commands.Any(command => command.StartsWith(last, StringComparison.Ordinal)))
            await Task.Delay(5);
        Assert.Equal((false, 0), (sending.IsCompleted, patient.Count));
        before.SetResult();
        Assert.Equal((ReplyKind.Accepted, 1), ((await sending).Kind, patient.Count));
    }

    [Fact]
    public async Task A_mail_that_waited_for_what_failed_never_arrives_and_the_next_does()
    {
        await using var transport = server.Transport();
        var before = new TaskCompletionSource();
        var sending = transport.SendAsync(SmtpSending.Number(1), before.Task, CancellationToken.None);
        while (!server.Commands.Contains("DATA"))
            await Task.Delay(5);
        before.SetException(new InvalidOperationException("the disk is full"));
        Assert.Equal("the disk is full", (await Assert.ThrowsAsync<InvalidOperationException>(() => sending)).Message);
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(2), CancellationToken.None)).Kind);
        Assert.Equal("reader2@example.com", Assert.Single(server.Received).To);
    }

    [Fact]
    public async Task Where_any_server_will_do_the_next_takes_what_one_cannot()
    {
        await using var other = new SmtpServer();
        await using var any = new AnyTransport([server.Transport(), other.Transport()]);
        server.At("Mail", "550 5.7.1 not from you");
        for (var number = 1; number <= 2; number++)
            Assert.Equal(ReplyKind.Accepted, (await any.SendAsync(SmtpSending.Number(number), CancellationToken.None)).Kind);
        Assert.Equal((0, 2, 1), (server.Count, other.Count, server.Connections));
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_goes_as_punycode()
    {
        await using var modern = new SmtpServer { Extensions = ["SMTPUTF8", "8BITMIME"] };
        await modern.SendAsync(SomeMail.English with { To = "reader@例え.jp" });
        Assert.Equal("reader@xn--r8jz45g.jp", Assert.Single(modern.Received).To);
        Assert.DoesNotContain(modern.Commands, command => command.Contains("SMTPUTF8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_beyond_ASCII_needs_a_server_that_takes_it()
    {
        var message = SomeMail.English with { To = "läser@example.com" };
        Assert.Equal(ReplyKind.Refused, (await server.SendAsync(message)).Kind);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));

        await using var modern = new SmtpServer { Extensions = ["SMTPUTF8", "8BITMIME"] };
        Assert.Equal(ReplyKind.Accepted, (await modern.SendAsync(message)).Kind);
        Assert.Equal("läser@example.com", Assert.Single(modern.Received).To);
        Assert.Contains(modern.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal) && command.Contains("SMTPUTF8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_of_both_kinds_share_a_transport()
    {
        await using var modern = new SmtpServer { Extensions = ["SMTPUTF8", "8BITMIME"] };
        await using var transport = modern.Transport();
        string[] readers = ["läser@例え.jp", "reader@例え.jp", "läser@example.com"];
        foreach (var to in readers)
            Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SomeMail.English with { To = to }, CancellationToken.None)).Kind);
        Assert.Equal(["läser@例え.jp", "reader@xn--r8jz45g.jp", "läser@example.com"], modern.Received.Select(mail => mail.To));
    }

    private static SmtpAction CancelAt(SmtpStage stage, SmtpStage now, CancellationTokenSource cancelling, SmtpAction action)
    {
        if (now != stage)
            return SmtpAction.Continue;
        cancelling.Cancel();
        return action;
    }
}
