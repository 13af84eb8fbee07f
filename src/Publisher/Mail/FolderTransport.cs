using System.Security.Cryptography;
using System.Text;
using Publisher.Mail.Dkim;

namespace Publisher.Mail;

/// <summary>Writes each mail to a file named by its Message-ID. Handing over the same mail again replaces the same file, so twice is as good as once.</summary>
internal sealed class FolderTransport(string folder, Sender sender, DkimSigner? signer = null) : ITransport
{
    // File systems take 255; the temporary name has an ending of its own.
    private const int MaxName = 200;

    public async Task<TransportReply> SendAsync(OutgoingMessage message, Task before, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await before;
        try
        {
            var path = Path.Combine(Path.GetFullPath(folder), Name(message.MessageId) + ".eml");
            Directory.CreateDirectory(Path.GetFullPath(folder));
            await WriteAsync(MessageBuilder.Write(message, sender, signer), path);
            return new(ReplyKind.Accepted, $"written to {Path.GetFileName(path)}");
        }
        catch (UnmailableException fault)
        {
            return new(ReplyKind.Refused, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(ReplyKind.Faulted, $"the mail could not be written to {folder}: {MailText.OneLine(fault.Message)}; free space there or set mail.folder");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task WriteAsync(byte[] bytes, string path)
    {
        var temporary = path + ".part";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.Create))
            {
                await file.WriteAsync(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // A name that had to be changed gets a hash of the whole, so that two messages never share a file.
    private static string Name(string messageId)
    {
        var name = string.Concat(messageId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' ? c : '_'));
        if (name == messageId && name.Length is > 0 and <= MaxName && name[0] != '.')
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 8));
        return $"{name[..Math.Min(name.Length, MaxName)].TrimStart('.')}-{hash}";
    }
}
