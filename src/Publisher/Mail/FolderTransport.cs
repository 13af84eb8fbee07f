using MimeKit;

namespace Publisher.Mail;

/// <summary>Writes each mail to a file named by its Message-ID. Handing over the same mail again replaces the same file, so twice is as good as once.</summary>
internal sealed class FolderTransport(string folder, Sender sender) : ITransport
{
    private static readonly FormatOptions Dos = DosOptions();

    public async Task<TransportReply> SendAsync(OutgoingMessage message, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetFullPath(folder), Name(message.MessageId) + ".eml");
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(MessageBuilder.Build(message, sender), path);
            return new(ReplyKind.Accepted, $"written to {Path.GetFileName(path)}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(ReplyKind.Faulted, $"the mail could not be written to {Path.GetFullPath(folder)}: {fault.Message}; free space there or set mail.folder");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task WriteAsync(MimeMessage message, string path)
    {
        var temporary = path + ".part";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.Create))
            {
                await message.WriteToAsync(Dos, file);
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

    private static string Name(string messageId) =>
        string.Concat(messageId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' ? c : '_'));

    private static FormatOptions DosOptions()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }
}
