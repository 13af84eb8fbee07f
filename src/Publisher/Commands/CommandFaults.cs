using System.CommandLine;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary>What is wrong with a command line, with what was probably meant.</summary>
internal static class CommandFaults
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens;
        foreach (var word in unknown)
            yield return Unknown(word, command, Path(parsed));
        foreach (var error in parsed.Errors.Where(error => !unknown.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))))
        {
            if (command.Subcommands.Count == 0 || error.SymbolResult is not System.CommandLine.Parsing.CommandResult)
                yield return error.Message;
            else if (unknown.Count == 0)
                yield return $"`{Path(parsed)}` needs to know what to do: {string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name))}";
        }
    }

    private static string Unknown(string word, Command command, string path)
    {
        var isOption = word.StartsWith('-');
        var known = isOption ? Options(command) : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"'{word}' is no {kind} of `{path}`{(Nearest.To(word, known) is { } nearest ? $"; did you mean {nearest}?" : "")}";
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(above => above.Options.Where(option => option.Recursive))).Select(option => option.Name).Distinct();

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Command is RootCommand ? "publisher" : at.Command.Name);
        return string.Join(' ', names);
    }
}
