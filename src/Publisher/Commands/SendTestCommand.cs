using System.CommandLine;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Settings;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary><c>send-test</c>: one real mail by the real way, marked as a test and in no ledger.</summary>
internal static class SendTestCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Who gets it" };
        address.Validators.Add(result =>
        {
            if (!EmailAddress.TryParse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "", out _))
                result.AddError("The address is no mail address; write it as name@example.com.");
        });
        var post = new Argument<string?>("POST") { Description = NamedPost.Description + " (default: the newest)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("send-test", "Sends one mail through the transport of the settings, marked as a test, and prints the server's answer\n\nExamples:\n  publisher send-test jane@example.com\n  publisher send-test jane@example.com posts/2026-02-11-hello.md") { address, post };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            DkimFiles.Require(loaded);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            var (message, reply) = await SendAsync(parsed.GetValue(address)!.Trim(), parsed.GetValue(post), desk, loaded, time, cancellation);
            var line = new SendTestLine(message.To, message.Subject, SubscriberRows.Word(reply.Kind), reply.Text);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(line) : $"{reply.Kind}: {line.Reply}\n{line.Subject}");
            return reply.Kind == ReplyKind.Accepted ? CommandLine.Good : CommandLine.Problems;
        });
        return command;
    }

    private static async Task<(OutgoingMessage Message, TransportReply Reply)> SendAsync(string address, string? post, Desk desk, LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        var mail = loaded.Settings.Mail;
        var found = post is null ? Newest(desk.Catalogue) : NamedPost.Find(post, desk, loaded.Settings.Posts.Folder);
        var sample = new SampleMail(desk, loaded, time);
        var message = sample.Marked(sample.Of(found, Cadence.Instant, null, address));
        await using var transport = new TransportFactory(mail, sample.Sender, sample.Signer(mail.Dkim)).Create(mail.Transport == TransportKind.Smtp ? mail.Smtp : null);
        return (message, await transport.SendAsync(message, cancellation));
    }

    private static Post Newest(Catalogue catalogue) =>
        catalogue.Published.FirstOrDefault(post => post.Mailable) ?? throw new CommandException("No post is published yet; name the file of one, such as a draft.");
}
