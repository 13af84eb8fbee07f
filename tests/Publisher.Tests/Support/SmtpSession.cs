using System.Globalization;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>One connection's conversation, as a test's script would have it.</summary>
internal sealed class SmtpSession(SmtpServer server, SmtpWire wire, int number, CancellationToken cancellation)
{
    private readonly SmtpObedience obedience = new(wire, cancellation);
    private SmtpContext context = new(number, 1, "", "", null, false);
    private SmtpAction atHalf = SmtpAction.Continue;
    private int declared;

    public async Task RunAsync()
    {
        try
        {
            if (server.IsTlsFromTheStart)
                await SecureAsync();
            await StepAsync(SmtpStage.Connect, "220 test ESMTP");
            while (await wire.ReadLineAsync() is { } line)
                await CommandAsync(Encoding.UTF8.GetString(line));
        }
        catch (SmtpObedience.ClosedException)
        {
            // Said goodbye.
        }
    }

    private async Task CommandAsync(string line)
    {
        var words = line.Split(' ');
        var verb = words[0].ToUpperInvariant();
        server.Note(verb == "AUTH" ? string.Join(' ', words.Take(2)) : line);
        await (verb switch
        {
            "EHLO" => StepAsync(SmtpStage.Ehlo, Offer()),
            "HELO" => StepAsync(SmtpStage.Ehlo, "250 test"),
            "STARTTLS" when server.Certificate is not null => StartTlsAsync(),
            "AUTH" when server.Login is not null => AuthAsync(words),
            "MAIL" => MailAsync(line),
            "RCPT" => RcptAsync(line),
            "DATA" => DataAsync(),
            "RSET" => ResetAsync(),
            "NOOP" => wire.WriteAsync("250 2.0.0 OK"),
            "QUIT" => QuitAsync(),
            _ => wire.WriteAsync("502 5.5.1 no such command"),
        });
    }

    private string Offer()
    {
        List<string> offers = ["test", .. server.Extensions];
        if (server.Certificate is not null && !wire.IsSecure)
            offers.Add("STARTTLS");
        if (server.Login is not null)
            offers.Add("AUTH PLAIN LOGIN");
        return string.Join("\r\n", offers.Select((offer, index) => $"250{(index == offers.Count - 1 ? ' ' : '-')}{offer}"));
    }

    private async Task StartTlsAsync()
    {
        if (await StepAsync(SmtpStage.StartTls, "220 2.0.0 go on"))
            await SecureAsync();
    }

    private async Task SecureAsync()
    {
        await wire.SecureAsync(server.Certificate!);
        context = context with { IsSecure = true };
    }

    private async Task AuthAsync(string[] words)
    {
        var login = await SmtpLogin.ReadAsync(wire, words);
        var isRight = login == server.Login;
        if (await StepAsync(SmtpStage.Auth, isRight ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password") && isRight)
            context = context with { User = login.User };
    }

    private async Task MailAsync(string line)
    {
        if (server.Login is not null && context.User is null)
        {
            await wire.WriteAsync("530 5.7.0 log in first");
            return;
        }

        var size = line.Split(' ').FirstOrDefault(word => word.StartsWith("SIZE=", StringComparison.Ordinal));
        declared = size is null ? 0 : int.Parse(size[5..], CultureInfo.InvariantCulture);
        var before = context;
        context = context with { From = Address(line) };
        if (!await StepAsync(SmtpStage.Mail, "250 2.1.0 OK"))
            context = before;
    }

    private async Task RcptAsync(string line)
    {
        if (context.From.Length == 0)
        {
            await wire.WriteAsync("503 5.5.1 MAIL first");
            return;
        }

        context = context with { To = Address(line) };
        if (!await StepAsync(SmtpStage.Rcpt, "250 2.1.5 OK"))
            context = context with { To = "" };
    }

    private async Task DataAsync()
    {
        if (context.To.Length == 0)
            await wire.WriteAsync("503 5.5.1 RCPT first");
        else if (await StepAsync(SmtpStage.Data, "354 go on"))
            await TakeAsync(await new SmtpBody(wire, declared, ObeyAtHalfAsync).ReadAsync());
        context = context with { From = "", To = "", Message = context.Message + 1 };
    }

    private async Task TakeAsync(byte[] bytes)
    {
        var action = atHalf.Line is null ? server.Script(SmtpStage.Dot, context) : atHalf;
        if (action != SmtpAction.Continue)
            await obedience.ObeyAsync(action);
        else
            await AcceptAsync(bytes);
    }

    private async Task AcceptAsync(byte[] bytes)
    {
        server.Take(context, bytes);
        await StepAsync(SmtpStage.Accepted, "250 2.0.0 taken");
    }

    // A reply has to wait for the dot.
    private async Task ObeyAtHalfAsync()
    {
        atHalf = server.Script(SmtpStage.Body, context);
        if (atHalf.Line is null && atHalf != SmtpAction.Continue)
            await obedience.ObeyAsync(atHalf);
    }

    private Task ResetAsync()
    {
        context = context with { From = "", To = "" };
        return wire.WriteAsync("250 2.0.0 OK");
    }

    private async Task QuitAsync()
    {
        await StepAsync(SmtpStage.Quit, "221 2.0.0 bye");
        throw new SmtpObedience.ClosedException();
    }

    private Task<bool> StepAsync(SmtpStage stage, string usual) => obedience.StepAsync(server.Script(stage, context), usual);

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
