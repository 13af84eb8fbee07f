using System.CommandLine;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers.Transfer;

namespace Publisher.Commands;

/// <summary><c>subscribers import</c>.</summary>
internal static class SubscribersImport
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var file = new Argument<string>("FILE") { Description = "A list as CSV: email,cadence,topics,language,timeZone,status,confirmedAt in any order, or an export of listmonk, Ghost, Mailchimp, Buttondown or Substack" };
        var confirmed = new Option<bool>("--confirmed") { Description = "They agreed, and you can prove it: no mail asks them" };
        var dry = new Option<bool>("--dry-run") { Description = "Says what it would do, and writes nothing" };
        var command = new Command("import", "Brings readers from a list; who said no, here or there, is never mailed\n\nExamples:\n  publisher subscribers import members.csv --dry-run\n  publisher subscribers import members.csv --confirmed") { file, confirmed, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var (path, asJson, isDry) = (parsed.GetRequiredValue(file), shared.WantsJson(parsed), parsed.GetValue(dry));
            Require(path);
            var report = await ImportAsync(loaded, time, path, parsed.GetValue(confirmed), isDry, line => Tell(path, line, asJson), cancellation);
            await Console.Out.WriteLineAsync(asJson ? Json.Of(Line(report, isDry)) : Said(report, isDry));
            return report.Faults == 0 ? CommandLine.Good : CommandLine.Problems;
        });
        return command;
    }

    private static async Task<ImportReport> ImportAsync(LoadedSettings loaded, TimeProvider time, string path, bool vouched, bool isDry, Action<LeftLine> tell, CancellationToken cancellation)
    {
        var language = World.Read(loaded.Settings).Site.Language;
        using var scratch = isDry && !ReaderDesk.IsThere(loaded) ? new Scratch() : null;
        await using var desk = await ReaderDesk.OpenAsync(scratch?.Options ?? loaded.Settings.Storage, time, cancellation);
        try
        {
            return await new Importer(desk.Database, desk.Hash, language, time).ImportAsync(path, vouched, isDry, tell, cancellation);
        }
        catch (ListException fault)
        {
            throw new CommandException(FormattableString.Invariant($"{path}:{fault.Line}: {fault.Message}. Nothing was imported"), fault);
        }
    }

    private static void Require(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"{path} {(Directory.Exists(path) ? "is a folder; name the list in it" : "is not there; name the list to import")}");
    }

    private static void Tell(string path, LeftLine line, bool asJson)
    {
        if (asJson)
            Console.Out.WriteLine(Json.Of(new LeftLineJson(path, line.Line, line.Why, line.IsFault)));
        else
            Console.Error.WriteLine(FormattableString.Invariant($"{path}:{line.Line}: {line.Why}"));
    }

    private static ImportLine Line(ImportReport report, bool isDry) =>
        new(report.Format, isDry, report.Confirmed, report.Unconfirmed, report.Unconfirmed, report.Refusals, report.Left, report.Faults, report.Ignored);

    private static string Said(ImportReport report, bool isDry)
    {
        var lines = new List<string> { FormattableString.Invariant($"{report.Confirmed} confirmed, {report.Unconfirmed} to confirm, {report.Refusals} who refuse, {report.Left} left as they are, {report.Faults} bad lines") };
        if (report.Format != ListFormats.OwnName)
            lines.Insert(0, $"The list is of {report.Format}");
        if (report.Ignored.Count > 0)
            lines.Add($"Ignored columns: {string.Join(", ", report.Ignored)}");
        if (report.Unconfirmed > 0)
            lines.Add(FormattableString.Invariant($"{report.Unconfirmed} mail{(report.Unconfirmed == 1 ? "" : "s")} to ask whether they want the newsletter, one each, {(isDry ? "would be queued" : "are queued; the service sends them")}. If they agreed and you can prove it, import with --confirmed"));
        if (isDry)
            lines.Add("Nothing was written: this was a dry run");
        return string.Join(Environment.NewLine, lines);
    }

    // A dry run where there is no database yet leaves none behind.
    private sealed class Scratch : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("publisher-").FullName;

        public StorageOptions Options => new() { ConnectionString = $"Data Source={Path.Combine(folder, "dry-run.db")}" };

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
