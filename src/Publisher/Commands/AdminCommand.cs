using System.CommandLine;
using System.Text;
using Publisher.Admin.Login;

namespace Publisher.Commands;

/// <summary><c>admin</c>: the way to the operator's pages.</summary>
internal static class AdminCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time) => new("admin", "Sets the password of the operator's pages at /admin, and a code beside it\n\nExamples:\n  publisher admin password") { Password(shared, time), AdminTotp.Create(shared, time) };

    private static Command Password(SharedOptions shared, TimeProvider time)
    {
        var command = new Command(
            "password",
            "Sets the password of /admin, which is not there before; every login that was made with the old one ends\n\nIt is asked for on the terminal, or read as one line from standard input.\n\nExamples:\n  publisher admin password\n  publisher admin password < /run/secrets/admin-password");
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync(cancellation) ?? "" : Ask();
            if (AdminPassword.Fault(password) is { } fault)
                throw new CommandException(fault);
            await using var desk = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
            await new AdminPassword(desk.Database).SetAsync(password, cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new AdminLine(true)) : $"The password is set. The pages are at {new Uri(World.Read(loaded.Settings).Site.Url, "admin")}{(loaded.Settings.Admin.Enabled ? "" : ", once admin.enabled is true")}");
            return CommandLine.Good;
        });
        return command;
    }

    private static string Ask()
    {
        var password = ReadSilently("New password: ");
        return ReadSilently("Once more: ") == password ? password : throw new CommandException("The two are not the same; nothing was changed");
    }

    // What is typed does not stand on the screen.
    private static string ReadSilently(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
