using System.CommandLine;
using Publisher.Mail;
using Publisher.Scheduling;
using Publisher.Settings;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>What every command takes.</summary>
internal sealed class SharedOptions
{
    public Option<string?> Config { get; } = new("--config") { Description = "The settings file (default: config/publisher.yaml)", HelpName = "FILE", Recursive = true };

    public Option<string[]> Set { get; } = new("--set") { Description = "Sets one key, such as --set web.enabled=false; repeatable", HelpName = "KEY=VALUE", Recursive = true, DefaultValueFactory = _ => [] };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints JSON: one document, or one object a line", Recursive = true };

    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public LoadedSettings Read(ParseResult parsed)
    {
        var loaded = SettingsReader.Read(SettingsSources.FromProcess(parsed.GetValue(Config), parsed.GetValue(Set) ?? []));
        var problems = Crons(loaded).Concat(Senders(loaded)).ToList();
        return problems.Count == 0 ? loaded : throw new SettingsException(problems);
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(Json);

    private static IEnumerable<SettingsProblem> Crons(LoadedSettings loaded) => Schedules.All(loaded.Settings.Newsletter.Schedules)
        .Select(schedule => (Key: $"newsletter.schedules.{SubscriberRows.Word(schedule.Cadence)}", Fault: Schedules.Fault(schedule.Cron)))
        .Where(check => check.Fault is not null)
        .Select(check => Problem(loaded, check.Key, check.Fault!));

    private static IEnumerable<SettingsProblem> Senders(LoadedSettings loaded) => new[] { (Key: "mail.from", Text: loaded.Settings.Mail.From), (Key: "mail.replyTo", Text: loaded.Settings.Mail.ReplyTo) }
        .Select(setting => (setting.Key, Fault: Sender.Fault(setting.Text)))
        .Where(check => check.Fault is not null)
        .Select(check => Problem(loaded, check.Key, check.Fault!));

    private static SettingsProblem Problem(LoadedSettings loaded, string key, string fault) => new(loaded.Where(key)?.ToString(), key, fault);
}
