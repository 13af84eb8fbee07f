using System.CommandLine;
using Publisher.Admin.Login;

namespace Publisher.Commands;

/// <summary><c>admin totp</c>: a code from a phone beside the password.</summary>
internal static class AdminTotp
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var off = new Option<bool>("--off") { Description = "Ask for no code any more, as when the phone is lost" };
        var command = new Command(
            "totp",
            "Asks for a code of six digits from an app at each login to /admin (RFC 6238); every login ends\n\nIt shows the secret for the app, and takes effect once a code of the app is typed.\n\nExamples:\n  publisher admin totp\n  publisher admin totp --off") { off };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var isOff = parsed.GetValue(off);
            await using var desk = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
            var secret = isOff ? null : await AgreeAsync(World.Read(loaded.Settings).Site.Url.Host, time, cancellation);
            await new SecondFactor(desk.Database, time).SetAsync(secret, cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new AdminLine(!isOff)) : isOff ? "No code is asked for any more." : "From now on each login asks for a code. If the phone is lost: publisher admin totp --off");
            return CommandLine.Good;
        });
        return command;
    }

    // Nothing is set before the app shows the right code: who mistyped the secret is not locked out.
    private static async Task<string> AgreeAsync(string site, TimeProvider time, CancellationToken cancellation)
    {
        var secret = Totp.NewSecret();
        await Console.Error.WriteLineAsync($"Add this secret to the app:\n\n  {string.Join(' ', secret.ToUpperInvariant().Chunk(4).Select(part => new string(part)))}\n\nor open this address on the phone:\n\n  {Totp.Address(secret, site)}\n");
        await Console.Error.WriteAsync("The code that it shows now: ");
        var code = await Console.In.ReadLineAsync(cancellation) ?? "";
        return SecondFactor.Step(secret, code.Trim(), time.GetUtcNow()) is not null ? secret : throw new CommandException("This is not the code of that secret at this time; nothing was changed. If it was typed right, the clock of the phone or of this machine is wrong");
    }
}
