using System.CommandLine;
using Publisher.Mail;
using Publisher.Mail.Dkim;
using Publisher.Posts;
using Publisher.Settings;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>preview</c>: the mail that a post would be, as files to look at.</summary>
internal static class PreviewCommand
{
    private const string Reader = "reader@example.com";

    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var post = new Argument<string>("POST") { Description = NamedPost.Description };
        var digest = new Option<string?>("--digest") { Description = "As a digest, with the posts of the time before", HelpName = "daily|weekly|monthly" };
        digest.AcceptOnlyFromAmong("daily", "weekly", "monthly");
        var language = new Option<string?>("--language") { Description = "The reader's language (default: the site's)", HelpName = "L" };
        var output = new Option<string>("--output") { Description = "The folder for the files", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("data", "preview") };
        var command = new Command("preview", "Writes the mail that a reader would get for a post, as NAME.eml and NAME.html; drafts too\n\nExamples:\n  publisher preview posts/2026-02-11-hello.md\n  publisher preview /hello/ --digest weekly --language ja --output /tmp") { post, digest, language, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            var cadence = parsed.GetValue(digest) is { } word ? SubscriberRows.Value<Cadence>(word) : Cadence.Instant;
            var found = NamedPost.Find(parsed.GetValue(post)!, desk, loaded.Settings.Posts.Folder);
            var sample = new SampleMail(desk, loaded, time);
            var message = sample.Of(found, cadence, parsed.GetValue(language), Reader);
            var name = Name(found) + (cadence == Cadence.Instant ? "" : $"-{SubscriberRows.Word(cadence)}");
            var line = await WriteAsync(message, MessageBuilder.Write(message, sample.Sender, await SignerAsync(sample, loaded)), Path.Combine(parsed.GetValue(output)!, name), cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(line) : $"{line.Eml}\n{line.Html}");
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<PreviewLine> WriteAsync(OutgoingMessage message, byte[] bytes, string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllBytesAsync($"{path}.eml", bytes, cancellation);
        await File.WriteAllTextAsync($"{path}.html", message.Fill(message.Html!), cancellation);
        return new($"{path}.eml", $"{path}.html", message.Subject);
    }

    // One may look at a mail where the key is not.
    private static async Task<DkimSigner> SignerAsync(SampleMail sample, LoadedSettings loaded)
    {
        var faults = DkimKeys.Faults(loaded.Settings.Mail.Dkim, sample.Sender.Domain).ToList();
        if (faults.Count == 0)
            return sample.Signer(loaded.Settings.Mail.Dkim);
        await Console.Error.WriteLineAsync($"The mail is not signed: {faults[0].Fault}");
        return DkimSigner.None;
    }

    // Of a post in a folder of its own, the folder's name.
    private static string Name(Post post)
    {
        var name = Path.GetFileNameWithoutExtension(post.Path);
        return name is "index" && Path.GetFileName(Path.GetDirectoryName(post.Path)) is { Length: > 0 } folder ? folder : name;
    }
}
