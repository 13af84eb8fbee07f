using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
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
            if (command.Subcommands.Count == 0 || error.SymbolResult is not CommandResult)
                yield return Value(error, Path(parsed));
            else if (unknown.Count == 0)
                yield return $"`{Path(parsed)}` needs to know what to do: {string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name))}";
        }
    }

    // A value that is missing, or is none of those there are.
    private static string Value(ParseError error, string path) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"{option.Option.Name} needs a value{About(option.Option)}",
        OptionResult { Tokens: [.., var word] } option => Wrong(word.Value, option.Option.Name, option.Option, option.Option.ValueType),
        ArgumentResult { Parent: OptionResult option, Tokens: [.., var word] } => Wrong(word.Value, option.Option.Name, option.Option, option.Option.ValueType),
        ArgumentResult { Tokens: [] } missing => $"`{path}` needs {Name(missing.Argument)}{About(missing.Argument)}",
        ArgumentResult { Tokens: [.., var word] } result => Wrong(word.Value, Name(result.Argument), result.Argument, result.Argument.ValueType),
        _ => error.Message,
    };

    private static string Wrong(string word, string name, Symbol symbol, Type type)
    {
        var known = symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label.ToLowerInvariant()).ToList();
        return known.Count > 0
            ? $"'{word}' is no {name}; there are {string.Join(", ", known)}{(Nearest.To(word, known) is { } nearest ? $"; did you mean {nearest}?" : "")}"
            : $"'{word}' cannot be {name}{About(symbol)}{(type == typeof(string) ? "" : "; it is a number")}";
    }

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    private static string About(Symbol symbol) => symbol.Description is [var first, .. var rest] ? $": {char.ToLowerInvariant(first)}{rest}" : "";

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
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            names.Insert(0, at.Command is RootCommand ? "publisher" : at.Command.Name);
        return string.Join(' ', names);
    }
}
