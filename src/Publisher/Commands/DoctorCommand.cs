using System.CommandLine;
using System.Globalization;
using System.Net;
using Publisher.Mail;
using Publisher.Mail.Checks;
using Publisher.Mail.Dkim;
using Publisher.Settings;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>doctor</c>: whether mail will arrive, and what to do where it will not.</summary>
internal static class DoctorCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var newKey = new Option<string?>("--new-key") { Description = "Makes a key for mail.dkim, and prints its record and the setting", HelpName = "rsa|ed25519" };
        newKey.AcceptOnlyFromAmong("rsa", "ed25519");
        var selector = new Option<string?>("--selector") { Description = "The new key's name in DNS (default: one of this month)", HelpName = "S" };
        selector.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !DkimOptions.IsName(result.Tokens[0].Value))
                result.AddError("The selector is no name for DNS; give letters, digits and hyphens, such as mail2026.");
        });
        var dns = new Option<string?>("--dns") { Description = "The DNS server to ask", Hidden = true };
        var command = new Command("doctor", "Looks at everything that decides whether mail arrives: server, TLS, login, own signatures, and SPF, DKIM, DMARC, MX and PTR in DNS; sends nothing\n\nExamples:\n  publisher doctor\n  publisher doctor --json\n  publisher doctor --new-key rsa --selector mail2026") { newKey, selector, dns };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            var site = World.Read(loaded.Settings).Site;
            var sender = Sender.From(loaded.Settings.Mail, site.Title, site.Url.Host);
            if (parsed.GetValue(newKey) is { } type)
                return await MakeKeyAsync(type, parsed.GetValue(selector), sender, loaded, time, shared.WantsJson(parsed));
            var checks = await new Doctor(loaded.Settings.Mail, sender, time).CheckAsync(Server(parsed.GetValue(dns)), cancellation);
            await ReportAsync(checks, shared.WantsJson(parsed));
            return checks.Any(check => check.Verdict == Verdict.Bad) ? CommandLine.Problems : CommandLine.Good;
        });
        return command;
    }

    private static IPEndPoint? Server(string? text) =>
        text is null ? null : IPEndPoint.TryParse(text, out var server) ? server : throw new CommandException($"{text} is no DNS server; write it as 127.0.0.1:53");

    private static async Task ReportAsync(IReadOnlyList<MailCheck> checks, bool asJson)
    {
        if (asJson)
        {
            foreach (var check in checks)
                await Console.Out.WriteLineAsync(Json.Of(check));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Check", "Verdict", "Found", "What to do");
        foreach (var check in checks)
            table.AddRow(new Text(check.Name), new Text(Word(check.Verdict)), new Text(check.Found), new Text(check.Advice));
        Terminal.Write(table);
        // Outside the table, where nothing is folded: they are to be copied.
        foreach (var check in checks.Where(check => check.Publish is not null))
            await Console.Out.WriteLineAsync($"\nFor {check.Name}, in DNS:\n{check.Publish}");
    }

    private static string Word(Verdict verdict) => verdict switch { Verdict.Unknown => "unknown", Verdict.Bad => "BAD", Verdict.Warning => "warning", _ => "good" };

    private static async Task<int> MakeKeyAsync(string word, string? selector, Sender sender, LoadedSettings loaded, TimeProvider time, bool asJson)
    {
        var type = word == "rsa" ? KeyType.Rsa : KeyType.Ed25519;
        var name = selector ?? string.Create(CultureInfo.InvariantCulture, $"{(type == KeyType.Rsa ? "rsa" : "ed")}{time.GetUtcNow():yyyyMM}");
        var file = Path.Combine(Path.GetDirectoryName(loaded.ConfigFile) ?? "config", $"dkim-{name}.pem");
        if (File.Exists(file))
            throw new CommandException($"{file} is there already, and a key is never replaced; give another --selector.");
        var options = loaded.Settings.Mail.Dkim;
        var key = NewKey.Write(type, file, options.Domain.Count > 0 ? options.Domain[0] : sender.Domain, name);
        var record = ZoneLine.Txt(key.RecordName, key.Record);
        await Console.Out.WriteLineAsync(asJson ? Json.Of(new KeyLine(file, record, Setting(options, name, file))) : $"""
            The key is in {file}; only its owner can read it.

            Publish this in DNS, before anything is signed with it:
            {record}

            Then set, and see what `publisher doctor` says:
            {Setting(options, name, file)}
            """);
        return CommandLine.Good;
    }

    // With the keys that are there already, which stay until nobody verifies with them any more.
    private static string Setting(DkimOptions options, string selector, string file)
    {
        var keys = options.Selector.Zip(options.KeyFile).Append((selector, file)).ToList();
        if (options.Domain.Count > 1)
            return $"mail.dkim, one entry more: selector {selector}, keyFile {file}";
        var domain = options.Domain.Count == 1 ? $"    domain: {options.Domain[0]}\n" : "";
        return $"mail:\n  dkim:\n{domain}    selector: {List(keys.Select(key => key.Item1))}\n    keyFile: {List(keys.Select(key => key.Item2))}";
    }

    private static string List(IEnumerable<string> values) => values.ToList() is [var one] ? one : $"[{string.Join(", ", values)}]";
}
