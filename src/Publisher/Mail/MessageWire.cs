using System.Net;
using System.Net.Sockets;

namespace Publisher.Mail;

/// <summary>A socket that hands on whole messages: what is written waits until it is flushed, so that a mail is one call to the system and not one for each 4 KiB of MailKit's. For one reader and one writer at a time.</summary>
internal sealed class MessageWire(Socket socket) : Stream
{
    private const int Most = 1 << 16;

    private readonly byte[] waiting = new byte[Most];
    private CancellationTokenSource patience = new();
    private int length;

    /// <summary>Whether the system has all that was written. Where it has not, the server cannot have the end of the message.</summary>
    public bool IsHandedOn => length == 0;

    public IPAddress Server => ((IPEndPoint)socket.RemoteEndPoint!).Address;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override bool CanTimeout => true;

    /// <summary>In milliseconds, of each single read; MailKit sets it.</summary>
    public override int ReadTimeout { get; set; } = Timeout.Infinite;

    public override int WriteTimeout { get; set; } = Timeout.Infinite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (answer, registration) = Begin(ReadTimeout, cancellationToken);
        try
        {
            return await socket.ReceiveAsync(buffer, answer);
        }
        catch (Exception fault) when (IsTooLate(fault, cancellationToken))
        {
            throw new TimeoutException("no answer came in time", fault);
        }
        finally
        {
            registration.Dispose();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > Most - length)
        {
            var part = buffer[..(Most - length)];
            Keep(part);
            buffer = buffer[part.Length..];
            await FlushAsync(cancellationToken);
        }

        Keep(buffer);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (length == 0)
            return;
        var (answer, registration) = Begin(WriteTimeout, cancellationToken);
        try
        {
            for (var sent = 0; sent < length;)
                sent += await socket.SendAsync(waiting.AsMemory(sent, length - sent), answer);
            length = 0;
        }
        catch (Exception fault) when (IsTooLate(fault, cancellationToken))
        {
            throw new TimeoutException("the server takes nothing any more", fault);
        }
        finally
        {
            registration.Dispose();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Nothing of ours speaks without awaiting.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            patience.Dispose();
        }

        base.Dispose(disposing);
    }

    // One source for all reads and writes, as long as none was late: a new one for each costs more than the read.
    private (CancellationToken Answer, CancellationTokenRegistration Registration) Begin(int timeout, CancellationToken cancellation)
    {
        if (!patience.TryReset())
        {
            patience.Dispose();
            patience = new();
        }

        patience.CancelAfter(timeout);
        return (patience.Token, cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), patience));
    }

    private static bool IsTooLate(Exception fault, CancellationToken cancellation) => fault is OperationCanceledException && !cancellation.IsCancellationRequested;

    private void Keep(ReadOnlyMemory<byte> part)
    {
        part.CopyTo(waiting.AsMemory(length));
        length += part.Length;
    }
}
