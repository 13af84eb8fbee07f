using System.Globalization;
using System.Text;

namespace Publisher.Commands.Completion;

/// <summary>Completion for bash, 4.4 and later.</summary>
internal static class BashScript
{
    public static string Of(IReadOnlyList<CommandWord> tree) => new StringBuilder()
        .Append("# Completion of publisher for bash. For this shell: source <(publisher completion bash)\n")
        .Append("_publisher() {\n")
        .Append("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at= i word words=\n")
        .Append("  for ((i = 1; i < COMP_CWORD; i++)); do\n    word=${COMP_WORDS[i]}\n")
        .Append(CultureInfo.InvariantCulture, $"    case \"$word\" in {string.Join('|', Taking(tree))}) ((i++)); continue;; esac\n")
        .Append(CultureInfo.InvariantCulture, $"    case \"$at/$word\" in {string.Join('|', tree.Skip(1).Select(command => command.Path))}) at=\"$at/$word\";; esac\n")
        .Append("  done\n  case \"$at $prev\" in\n")
        .AppendJoin("", ValueCases(tree))
        .Append("  esac\n  case \"$at\" in\n")
        .AppendJoin("", tree.Select(command => $"    '{command.Path}') words='{string.Join(' ', command.Names)}';;\n"))
        .Append("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n")
        .Append("  [[ ${#COMPREPLY[@]} -gt 0 || $cur == -* ]] || COMPREPLY=($(compgen -f -- \"$cur\"))\n}\n")
        .Append("complete -F _publisher publisher\n")
        .ToString();

    private static IEnumerable<string> Taking(IReadOnlyList<CommandWord> tree) =>
        tree.SelectMany(command => command.Options).Where(option => option.TakesValue).SelectMany(option => option.Names).Distinct();

    // Of settings no space follows: the value does.
    private static IEnumerable<string> ValueCases(IReadOnlyList<CommandWord> tree) =>
        from command in tree
        from option in command.Options
        where option.TakesValue
        from name in option.Names
        select $"    '{command.Path} {name}') {Reply(option)}; return;;\n";

    private static string Reply(OptionWord option) => option.Values.Count == 0
        ? "COMPREPLY=($(compgen -f -- \"$cur\"))"
        : $"COMPREPLY=($(compgen -W '{string.Join(' ', option.Values)}' -- \"$cur\")){(option.Values[0].EndsWith('=') ? "; compopt -o nospace 2>/dev/null" : "")}";
}
