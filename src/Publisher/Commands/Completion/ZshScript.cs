using System.Globalization;
using System.Text;

namespace Publisher.Commands.Completion;

/// <summary>Completion for zsh.</summary>
internal static class ZshScript
{
    public static string Of(IReadOnlyList<CommandWord> tree) => new StringBuilder()
        .Append("#compdef publisher\n# Completion of publisher for zsh: publisher completion zsh > a folder of $fpath, as _publisher\n")
        .Append("_publisher() {\n  local at= word\n  local -i i\n  local -a names options\n")
        .Append("  for ((i = 2; i < CURRENT; i++)); do\n    word=$words[i]\n")
        .Append(CultureInfo.InvariantCulture, $"    case $word in ({string.Join('|', tree.SelectMany(command => command.Options).Where(option => option.TakesValue).SelectMany(option => option.Names).Distinct())}) ((i++)); continue;; esac\n")
        .Append(CultureInfo.InvariantCulture, $"    case $at/$word in ({string.Join('|', tree.Skip(1).Select(command => command.Path))}) at=$at/$word;; esac\n")
        .Append("  done\n  case \"$at $words[CURRENT-1]\" in\n")
        .AppendJoin("", ValueCases(tree))
        .Append("  esac\n  case $at in\n")
        .AppendJoin("", tree.Select(Case))
        .Append("  esac\n  _describe -t commands command names\n  _describe -t options option options\n  [[ $PREFIX == -* || ${#names} -gt 0 ]] || _files\n}\n")
        .Append("if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _publisher \"$@\"; else compdef _publisher publisher; fi\n")
        .ToString();

    private static IEnumerable<string> ValueCases(IReadOnlyList<CommandWord> tree) =>
        from command in tree
        from option in command.Options
        where option.TakesValue
        from name in option.Names
        select $"    ('{command.Path} {name}') {Reply(option)}; return;;\n";

    private static string Reply(OptionWord option) => option.Values.Count == 0
        ? "_files"
        : $"compadd {(option.Values[0].EndsWith('=') ? "-S '' " : "")}-- {string.Join(' ', option.Values.Select(Quote))}";

    private static string Case(CommandWord command) =>
        $"    ('{command.Path}') names=({string.Join(' ', command.Commands.Select(Describe).Concat(command.Values.Select(Quote)))}); options=({string.Join(' ', command.Options.SelectMany(option => option.Names.Select(name => Describe(new(name, option.Text)))))});;\n";

    private static string Describe(Word word) => Quote($"{word.Name}:{word.Text}");

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
