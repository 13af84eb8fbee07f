using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Publisher.Commands;

/// <summary>Help that says what each command of a list does in a line: examples are for its own help.</summary>
internal sealed class ShortHelp(HelpAction help) : SynchronousCommandLineAction
{
    public static void On(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new ShortHelp((HelpAction)option.Action!);
    }

    /// <summary>Who asks for help need not know yet what a command wants.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
            command.Description = command.Description?.Split('\n')[0];
        return help.Invoke(parseResult);
    }
}
