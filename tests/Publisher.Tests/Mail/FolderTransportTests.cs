using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>Mail that is written to a folder.</summary>
public sealed class FolderTransportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_mail_is_written_as_it_would_be_sent()
    {
        var reply = await SendAsync(SomeMail.English);
        Assert.Equal(ReplyKind.Accepted, reply.Kind);
        Assert.Equal(MessageBuilder.Render(SomeMail.English, SomeMail.Sender), await File.ReadAllBytesAsync(folder["outbox/0123456789abcdef@blog.example.eml"]));
    }

    [Fact]
    public async Task Written_twice_is_written_once()
    {
        await SendAsync(SomeMail.English);
        var reply = await SendAsync(SomeMail.English);
        Assert.Equal(ReplyKind.Accepted, reply.Kind);
        Assert.Single(Files());
    }

    [Fact]
    public async Task Different_mails_never_share_a_file()
    {
        string[] ids = ["a/b@x.example", "a_b@x.example", "a?b@x.example", "../a@x.example", $"{new string('a', 240)}@x.example", $"{new string('a', 241)}@x.example"];
        foreach (var id in ids)
            Assert.Equal(ReplyKind.Accepted, (await SendAsync(SomeMail.English with { MessageId = id })).Kind);
        Assert.Equal(ids.Length, Files().Length);
        Assert.Equal(ids.Length, Files().Count(file => file.EndsWith(".eml", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_a_fault_that_names_it()
    {
        folder.Write("outbox", "a file");
        var reply = await SendAsync(SomeMail.English);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains(folder["outbox"], reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_replaced_is_a_fault_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(folder["outbox/0123456789abcdef@blog.example.eml"]);
        Assert.Equal(ReplyKind.Faulted, (await SendAsync(SomeMail.English)).Kind);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_full_disk_is_a_fault()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        Directory.CreateDirectory(folder["outbox"]);
        File.CreateSymbolicLink(folder["outbox/0123456789abcdef@blog.example.eml.part"], "/dev/full");
        var reply = await SendAsync(SomeMail.English);
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.Contains("No space left", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipient_that_is_no_address_is_refused() =>
        Assert.Equal(ReplyKind.Refused, (await SendAsync(SomeMail.English with { To = "nobody" })).Kind);

    [Fact]
    public async Task A_cancelled_mail_is_not_begun()
    {
        await using var transport = new FolderTransport(folder["outbox"], SomeMail.Sender);
        await Assert.ThrowsAsync<OperationCanceledException>(() => transport.SendAsync(SomeMail.English, new(canceled: true)));
        Assert.False(Directory.Exists(folder["outbox"]));
    }

    private async Task<TransportReply> SendAsync(OutgoingMessage message)
    {
        await using var transport = new FolderTransport(folder["outbox"], SomeMail.Sender);
        return await transport.SendAsync(message, CancellationToken.None);
    }

    private string[] Files() => Directory.GetFiles(folder["outbox"], "*", SearchOption.AllDirectories);
}
