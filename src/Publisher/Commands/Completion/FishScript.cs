using System.Globalization;
using System.Text;

namespace Publisher.Commands.Completion;

/// <summary>Completion for fish, 3 and later.</summary>
internal static class FishScript
{
    public static string Of(IReadOnlyList<CommandWord> tree) => new StringBuilder()
        .Append("# Completion of publisher for fish: publisher completion fish > ~/.config/fish/completions/publisher.fish\n")
        .Append("function __publisher_at\n  set -l at ''\n  set -l skip 0\n  for word in (commandline -opc)[2..-1]\n")
        .Append("    if test $skip = 1\n      set skip 0\n      continue\n    end\n")
        .Append(CultureInfo.InvariantCulture, $"    if contains -- $word {string.Join(' ', tree.SelectMany(command => command.Options).Where(option => option.TakesValue).SelectMany(option => option.Names).Distinct())}\n      set skip 1\n")
        .Append(CultureInfo.InvariantCulture, $"    else if contains -- \"$at/$word\" {string.Join(' ', tree.Skip(1).Select(command => command.Path))}\n      set at \"$at/$word\"\n    end\n  end\n")
        .Append("  test \"$at\" = \"$argv[1]\"\nend\n")
        .AppendJoin("", tree.SelectMany(Lines))
        .ToString();

    private static IEnumerable<string> Lines(CommandWord command)
    {
        var at = $"complete -c publisher -n '__publisher_at \"{command.Path}\"'";
        foreach (var sub in command.Commands)
            yield return $"{at} -f -a {sub.Name} -d {Quote(sub.Text)}\n";
        foreach (var value in command.Values)
            yield return $"{at} -f -a {Quote(value)}\n";
        foreach (var option in command.Options)
            yield return $"{at} {string.Join(' ', option.Names.Select(Flag))}{Values(option)} -d {Quote(option.Text)}\n";
    }

    private static string Flag(string name) => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : name.Length == 2 ? $"-s {Quote(name[1..])}" : $"-o {Quote(name[1..])}";

    private static string Values(OptionWord option) => !option.TakesValue ? "" : option.Values.Count == 0 ? " -r" : $" -x -a {Quote(string.Join(' ', option.Values))}";

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
