using System.CommandLine;
using System.Text;
using Publisher.Settings;
using Publisher.Subscribers;
using Publisher.Subscribers.Transfer;

namespace Publisher.Commands;

/// <summary><c>subscribers export</c>.</summary>
internal static class SubscribersExport
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var file = new Argument<string?>("FILE") { Description = "The list to write (default: standard output)", Arity = ArgumentArity.ZeroOrOne };
        var of = new Option<string?>("--of") { Description = "All that is kept of one person, as JSON", HelpName = "ADDRESS" };
        var command = new Command("export", "Writes all readers as a list that `import` takes, or what is kept of one person\n\nExamples:\n  publisher subscribers export readers.csv\n  publisher subscribers export --of jane@example.com") { file, of };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            if (parsed.GetValue(of) is { } address)
                await OneAsync(loaded, time, address, parsed.GetValue(file), cancellation);
            else
                await AllAsync(loaded, time, parsed.GetValue(file), cancellation);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task AllAsync(LoadedSettings loaded, TimeProvider time, string? path, CancellationToken cancellation)
    {
        var entries = await ReadAsync(loaded, time, cancellation);
        await WriteAsync(path, to => Exporter.Write(to, entries));
        await Console.Error.WriteLineAsync($"{entries.Count} reader{(entries.Count == 1 ? "" : "s")} exported");
    }

    private static async Task<IReadOnlyList<SubscriberEntry>> ReadAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        if (!ReaderDesk.IsThere(loaded))
            return [];
        await using var desk = await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation);
        return await SubscriberBook.ListAsync(desk.Database, null, cancellation);
    }

    private static async Task OneAsync(LoadedSettings loaded, TimeProvider time, string address, string? path, CancellationToken cancellation)
    {
        var email = SubscribersCommand.Email(address);
        await using var desk = ReaderDesk.IsThere(loaded) ? await ReaderDesk.OpenAsync(loaded.Settings.Storage, time, cancellation) : null;
        var data = desk is null ? null : await OwnData.ReadAsync(desk.Database, email, cancellation);
        if (data is null)
            throw new CommandException($"Nothing is known of {email.Address}");
        await WriteAsync(path, to => to.WriteLine(Json.Of(data)));
    }

    // The addresses of readers are nobody else's on this machine.
    private static FileStreamOptions OwnersAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // Whole or not at all: a list that ends in the middle would pass for one of fewer readers.
    private static async Task WriteAsync(string? path, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(Console.Out);
            return;
        }

        var draft = path + ".tmp";
        await using (var to = new StreamWriter(draft, new UTF8Encoding(false), OwnersAlone()))
            write(to);
        File.Move(draft, path, overwrite: true);
    }
}
