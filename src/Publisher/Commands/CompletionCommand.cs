using System.CommandLine;
using Publisher.Commands.Completion;

namespace Publisher.Commands;

/// <summary><c>completion</c>: a script for a shell that completes commands, options and settings.</summary>
internal static class CompletionCommand
{
    public static Command Create(Func<RootCommand> root)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        var command = new Command("completion", "Prints a script that completes this command line in a shell\n\nExamples:\n  source <(publisher completion bash)\n  publisher completion zsh > ~/.zfunc/_publisher\n  publisher completion fish > ~/.config/fish/completions/publisher.fish\n  publisher completion powershell | Out-String | Invoke-Expression") { shell };
        command.SetAction(async (parsed, _) =>
        {
            var tree = CommandTree.Of(root());
            await Console.Out.WriteAsync(parsed.GetValue(shell) switch
            {
                "bash" => BashScript.Of(tree),
                "zsh" => ZshScript.Of(tree),
                "fish" => FishScript.Of(tree),
                _ => PowerShellScript.Of(tree),
            });
            return CommandLine.Good;
        });
        return command;
    }
}
