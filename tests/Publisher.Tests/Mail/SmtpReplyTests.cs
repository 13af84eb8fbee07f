using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>What a server does at each stage, and what that means for the delivery.</summary>
public sealed class SmtpReplyTests : IAsyncDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly SmtpServer server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("Connect", "drop", "Faulted")]
    [InlineData("Connect", "421 4.3.2 too busy", "Faulted")]
    [InlineData("Connect", "554 5.7.1 not you", "Faulted")]
    [InlineData("Ehlo", "drop", "Faulted")]
    [InlineData("Ehlo", "550 5.7.1 who are you", "Faulted")]
    [InlineData("Mail", "drop", "Faulted")]
    [InlineData("Mail", "421 4.3.2 closing, then close", "Deferred")]
    [InlineData("Mail", "451 4.3.0 later", "Deferred")]
    [InlineData("Mail", "452 4.3.1 no room", "Deferred")]
    [InlineData("Mail", "530 5.7.0 log in first", "Faulted")]
    [InlineData("Mail", "550 5.7.1 not this sender", "Faulted")]
    [InlineData("Mail", "552 5.3.4 too large", "Faulted")]
    [InlineData("Rcpt", "drop", "Deferred")]
    [InlineData("Rcpt", "421 4.7.0 slow down, then close", "Deferred")]
    [InlineData("Rcpt", "450 4.2.0 greylisted", "Deferred")]
    [InlineData("Rcpt", "452 4.2.2 mailbox full", "Deferred")]
    [InlineData("Rcpt", "530 5.7.0 log in first", "Faulted")]
    [InlineData("Rcpt", "550 5.1.1 no such user", "Refused")]
    [InlineData("Rcpt", "550 5.1.1 no such user, then close", "Refused")]
    [InlineData("Data", "drop", "Deferred")]
    [InlineData("Data", "451 4.3.0 later", "Deferred")]
    [InlineData("Data", "503 5.5.1 out of order", "Faulted")]
    [InlineData("Data", "554 5.7.1 not this one", "Refused")]
    [InlineData("Dot", "drop", "Unknown")]
    [InlineData("Dot", "421 4.3.0 closing, then close", "Deferred")]
    [InlineData("Dot", "451 4.7.1 later", "Deferred")]
    [InlineData("Dot", "535 5.7.8 your login is over", "Faulted")]
    [InlineData("Dot", "552 5.2.2 mailbox full", "Refused")]
    [InlineData("Dot", "554 5.6.0 spam", "Refused")]
    [InlineData("Dot", "554 5.6.0 spam, then close", "Refused")]
    [InlineData("Body", "554 5.6.0 spam", "Refused")]
    [InlineData("Accepted", "drop", "Unknown")]
    [InlineData("Accepted", "451 4.3.0 taken, but", "Deferred")]
    [InlineData("Accepted", "250 2.0.0 taken, then close", "Accepted")]
    public async Task Each_answer_at_each_stage_has_its_meaning(string stage, string action, string kind)
    {
        server.At(stage, action);
        var reply = await server.SendAsync(SomeMail.English);
        Assert.Equal(kind, reply.Kind.ToString());
        Assert.Equal(stage == "Accepted" ? 1 : 0, server.Received.Count);
        if (action != "drop")
            Assert.Contains(action.Split(", then")[0], reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect", "Faulted")]
    [InlineData("Mail", "Faulted")]
    [InlineData("Rcpt", "Deferred")]
    [InlineData("Dot", "Unknown")]
    [InlineData("Accepted", "Unknown")]
    public async Task Silence_has_the_meaning_of_a_broken_connection(string stage, string kind)
    {
        server.At(stage, "silence");
        var reply = await server.SendAsync(SomeMail.English, server.Options() with { Timeout = Short });
        Assert.Equal(kind, reply.Kind.ToString());
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_message_is_whole_is_no_delivery()
    {
        server.At("Body", "drop");
        var reply = await server.SendAsync(SomeMail.Large);
        Assert.Equal(ReplyKind.Deferred, reply.Kind);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_a_fault()
    {
        var options = server.Options();
        await server.DisposeAsync();
        var reply = await server.SendAsync(SomeMail.English, options);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains($"127.0.0.1:{options.Port}", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rcpt", "450 4.2.0 greylisted")]
    [InlineData("Dot", "554 5.6.0 spam")]
    [InlineData("Mail", "550 5.7.1 not this sender")]
    public async Task One_refusal_does_not_end_the_connection(string stage, string action)
    {
        await using var transport = server.Transport();
        server.At(stage, action, context => context.Message == 1 && server.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)) == 1);
        Assert.NotEqual(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(1), CancellationToken.None)).Kind);
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(2), CancellationToken.None)).Kind);
        Assert.Equal(1, server.Connections);
        Assert.Equal("reader2@example.com", Assert.Single(server.Received).To);
    }

    [Fact]
    public async Task A_reply_is_one_line_of_at_most_300_characters()
    {
        server.At("Rcpt", $"550 5.1.1 tab\tand\u001bescape {new string('x', 400)}🎉");
        var reply = await server.SendAsync(SomeMail.English);
        Assert.StartsWith("550 5.1.1 tab and escape xxx", reply.Text, StringComparison.Ordinal);
        Assert.Equal(300, reply.Text.Length);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("nobody")]
    [InlineData("a@b.example>\r\nRCPT TO:<c@d.example")]
    public async Task What_is_no_address_is_refused_without_a_word_to_the_server(string to)
    {
        Assert.Equal(ReplyKind.Refused, (await server.SendAsync(SomeMail.English with { To = to })).Kind);
        Assert.Empty(server.Commands);
    }
}
