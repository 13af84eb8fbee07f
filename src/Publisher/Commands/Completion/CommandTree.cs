using System.CommandLine;
using System.CommandLine.Completions;
using Publisher.Settings;

namespace Publisher.Commands.Completion;

/// <summary>What may follow on the command line.</summary>
/// <param name="Text">The first line of its help, without a full stop.</param>
internal sealed record Word(string Name, string Text);

/// <summary>An option of a command.</summary>
/// <param name="Names">Such as <c>--help</c> and <c>-h</c>.</param>
/// <param name="TakesValue">Whether a word follows that belongs to it.</param>
/// <param name="Values">Those that it may be; empty for a file or a free word.</param>
internal sealed record OptionWord(IReadOnlyList<string> Names, string Text, bool TakesValue, IReadOnlyList<string> Values);

/// <summary>A command at its place.</summary>
/// <param name="Path">Its name after those of the commands around it, <c>/database/backup</c>; empty for the program itself.</param>
internal sealed record CommandWord(string Path, IReadOnlyList<Word> Commands, IReadOnlyList<OptionWord> Options, IReadOnlyList<string> Values)
{
    public IEnumerable<string> Names => Commands.Select(command => command.Name).Concat(Options.SelectMany(option => option.Names)).Concat(Values);
}

/// <summary>The command line as the shells complete it: read from the commands themselves, so that no list can grow old.</summary>
internal static class CommandTree
{
    public static IReadOnlyList<CommandWord> Of(Command root) => [.. At(root, "", [])];

    private static IEnumerable<CommandWord> At(Command command, string path, IReadOnlyList<Option> above)
    {
        var options = command.Options.Concat(above).Where(option => !option.Hidden).DistinctBy(option => option.Name).ToList();
        var commands = command.Subcommands.Where(sub => !sub.Hidden).ToList();
        yield return new(
            path,
            [.. commands.Select(sub => new Word(sub.Name, FirstLine(sub.Description)))],
            [.. options.Select(Read)],
            [.. command.Arguments.SelectMany(argument => Labels(argument.GetCompletions(CompletionContext.Empty)))]);
        var below = command.Options.Where(option => option.Recursive).Concat(above).ToList();
        foreach (var found in commands.SelectMany(sub => At(sub, $"{path}/{sub.Name}", below)))
            yield return found;
    }

    private static OptionWord Read(Option option) => new(
        [option.Name, .. option.Aliases.Where(alias => alias.StartsWith('-')).Order(StringComparer.Ordinal)],
        FirstLine(option.Description),
        option.Arity.MaximumNumberOfValues > 0 && option is not Option<bool>,
        option.Name == "--set" ? [.. SettingsSchema.Current.Settings.Select(setting => $"{setting.Key}=")] : option is Option<bool> ? [] : [.. Labels(option.GetCompletions(CompletionContext.Empty))]);

    private static IEnumerable<string> Labels(IEnumerable<CompletionItem> items) => items.Select(item => item.Label).Order(StringComparer.Ordinal);

    private static string FirstLine(string? text) => (text ?? "").Split('\n')[0].TrimEnd('.');
}
