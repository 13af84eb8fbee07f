using System.Net;
using System.Net.Sockets;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>What the wire to a mail server hands on, and what it knows of it.</summary>
public sealed class MessageWireTests : IAsyncLifetime
{
    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
    private MessageWire? wire;
    private Socket? server;

    private MessageWire Wire => wire!;

    private Socket Server => server!;

    public async ValueTask InitializeAsync()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 4096 };
        await client.ConnectAsync(listener.LocalEndPoint!);
        wire = new(client);
        server = await listener.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        Server.Dispose();
        listener.Dispose();
    }

    [Fact]
    public async Task Nothing_leaves_before_it_is_flushed_and_all_does_then()
    {
        await Wire.WriteAsync("MAIL"u8.ToArray());
        Assert.False(Wire.IsHandedOn);
        Assert.Equal(0, Server.Available);
        await Wire.FlushAsync();
        Assert.True(Wire.IsHandedOn);
        Assert.Equal("MAIL"u8.ToArray(), await TakeAsync(4));
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public async Task What_is_larger_than_the_wire_holds_arrives_in_order(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(number => (byte)(number * 7919 / 31)).ToArray();
        var taken = TakeAsync(length);
        await Wire.WriteAsync(bytes.AsMemory(0, 1000));
        await Wire.WriteAsync(bytes.AsMemory(1000));
        await Wire.FlushAsync();
        Assert.Equal(bytes, await taken);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_more_has_not_got_the_end()
    {
        Wire.WriteTimeout = 50;
        await Assert.ThrowsAsync<TimeoutException>(() => Wire.WriteAsync(new byte[64_000_000]).AsTask());
        Assert.False(Wire.IsHandedOn);
    }

    [Fact]
    public async Task A_server_that_hung_up_has_not_got_what_still_waited()
    {
        Server.LingerState = new(true, 0);
        Server.Close();
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await Wire.WriteAsync("more"u8.ToArray());
                await Wire.FlushAsync();
            }
        });
        Assert.False(Wire.IsHandedOn);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_too_late_and_a_later_one_is_read()
    {
        Wire.ReadTimeout = 50;
        var buffer = new byte[8];
        await Assert.ThrowsAsync<TimeoutException>(() => Wire.ReadAsync(buffer).AsTask());
        Wire.ReadTimeout = 30_000;
        await Server.SendAsync("250"u8.ToArray());
        Assert.Equal(3, await Wire.ReadAsync(buffer));
    }

    [Fact]
    public async Task Who_gives_up_is_not_told_that_it_was_too_late()
    {
        using var given = new CancellationTokenSource();
        var read = Wire.ReadAsync(new byte[8], given.Token).AsTask();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private async Task<byte[]> TakeAsync(int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
            at += await Server.ReceiveAsync(bytes.AsMemory(at));
        return bytes;
    }
}
