using System.Text;

namespace Publisher.Commands.Completion;

/// <summary>Completion for PowerShell, 5.1 and later.</summary>
internal static class PowerShellScript
{
    public static string Of(IReadOnlyList<CommandWord> tree) => new StringBuilder()
        .Append("# Completion of publisher for PowerShell. For this shell: publisher completion powershell | Out-String | Invoke-Expression\n")
        .Append("Register-ArgumentCompleter -Native -CommandName publisher -ScriptBlock {\n  param($wordToComplete, $commandAst, $cursorPosition)\n")
        .Append("  $tree = @{\n")
        .AppendJoin("", tree.Select(command => $"    {Key(command.Path)} = @({string.Join(", ", Words(command).Select(word => $"@({Quote(word.Name)}, {Quote(word.Text)})"))})\n"))
        .Append("  }\n  $values = @{\n")
        .AppendJoin("", ValueLines(tree))
        .Append("  }\n")
        .Append("  $at = ''; $last = ''; $skip = $false\n")
        .Append("  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {\n")
        .Append("    $word = $element.Extent.Text\n")
        .Append("    if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete) { break }\n")
        .Append("    $last = $word\n")
        .Append("    if ($skip) { $skip = $false; $last = ''; continue }\n")
        .Append("    if ($values.ContainsKey($word)) { $skip = $true }\n")
        .Append("    elseif ($tree.ContainsKey(\"$at/$word\")) { $at = \"$at/$word\" }\n  }\n")
        .Append("  $found = if ($skip) { $values[$last] | ForEach-Object { ,@($_, $_) } } else { $tree[$at] }\n")
        .Append("  $found | Where-Object { $_[0] -like \"$wordToComplete*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1]) }\n}\n")
        .ToString();

    private static IEnumerable<Word> Words(CommandWord command) => command.Commands
        .Concat(command.Values.Select(value => new Word(value, value)))
        .Concat(command.Options.SelectMany(option => option.Names.Select(name => new Word(name, option.Text))));

    private static IEnumerable<string> ValueLines(IReadOnlyList<CommandWord> tree) => tree
        .SelectMany(command => command.Options)
        .Where(option => option.TakesValue)
        .SelectMany(option => option.Names.Select(name => (Name: name, option.Values)))
        .DistinctBy(option => option.Name)
        .Select(option => $"    {Quote(option.Name)} = @({string.Join(", ", option.Values.Select(Quote))})\n");

    private static string Key(string path) => $"'{path}'";

    // A tool tip may not be empty.
    private static string Quote(string text) => $"'{(text.Length == 0 ? " " : text).Replace("'", "''", StringComparison.Ordinal)}'";
}
