using System.Text;
using System.Text.RegularExpressions;
using Fluid;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Makes a template that the library can run: tags that it does not know are gone, finished text is out of its sight.</summary>
internal sealed partial class LiquidTags(LiquidRun run, string source) : TagDialect
{
    // The library calls itself for each level, and too many levels would end the process.
    private const int MaxNesting = 50;
    private const int MaxLength = 4_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "if", "unless", "case", "for", "tablerow", "capture", "ifchanged" };
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "assign", "increment", "decrement", "cycle", "break", "continue", "else", "elsif", "when", "echo" };

    private int nesting;

    public override string Text(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) ? Literal(text) : text;

    public override string Literal(string text)
    {
        run.Literals.Add(text);
        return $"{{% {LiquidParser.Literal} {run.Literals.Count - 1} %}}";
    }

    public override string Output(string written) => IsTooDeep(written) || !LiquidEngine.Parser.TryParse(written, out _, out _) ? "" : written;

    public override string? Tag(BodyTag tag, string written)
    {
        if (tag.Name is "include" or "include_relative" or "include_cached")
            return Include(tag);
        var isEnd = tag.Name.StartsWith("end", StringComparison.Ordinal) && Blocks.Contains(tag.Name[3..]);
        if (!isEnd && !Blocks.Contains(tag.Name) && !Others.Contains(tag.Name))
            return null;
        nesting += isEnd ? -1 : Blocks.Contains(tag.Name) ? 1 : 0;
        return nesting > MaxNesting || IsTooDeep(written) ? throw new LiquidLimitException("is nested too deep") : written;
    }

    public override int Mark() => run.Literals.Count;

    public override string Quote(string content, int mark)
    {
        for (var i = mark; i < run.Literals.Count; i++)
            run.Literals[i] = run.Literals[i].Replace("\n", "\n> ", StringComparison.Ordinal);
        return base.Quote(content, mark);
    }

    private static bool IsTooDeep(string written) => written.Length > MaxLength || written.AsSpan().Count('[') + written.AsSpan().Count('(') > MaxNesting;

    private string Include(BodyTag tag)
    {
        var file = IncludeFile().Match(tag.Arguments);
        var name = file.Groups["name"].Value.Trim('"', '\'');
        var line = BodyLines.NumberAt(source, tag.Start);
        // A name may be made of values, wholly or in part.
        var isMade = name.Contains("{{", StringComparison.Ordinal);
        var call = new StringBuilder(isMade ? $"{{% capture {LiquidParser.IncludeName} %}}{name}{{% endcapture %}}" : "")
            .Append("{% ").Append(LiquidParser.Include).Append(tag.Name == "include_relative" ? " true, " : " false, ")
            .Append(line).Append(", ").Append(isMade ? LiquidParser.IncludeName : Quoted(name));
        foreach (Match argument in Argument().Matches(tag.Arguments, file.Length))
        {
            var value = argument.Groups["value"].Value;
            call.Append(", ").Append(argument.Groups["name"].Value).Append(": ")
                .Append(value[0] is '"' or '\'' ? Quoted(TagArguments.Unescaped(value)) : value);
        }

        var written = call.Append(" %}").ToString();
        if (!IsTooDeep(written) && LiquidEngine.Parser.TryParse(written, out _, out _))
            return written;
        run.Warn(line, $"'{{% {tag.Name} {tag.Arguments.Trim()} %}}' is not valid Liquid and is left out.");
        return "";
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"\A\s*(?<name>""[^""]*""|'[^']*'|(\{\{[^{}]*\}\}|\S)*)", RegexOptions.ExplicitCapture)]
    private static partial Regex IncludeFile();

    [GeneratedRegex("""(?<name>[A-Za-z_][\w-]*)\s*=\s*(?<value>"(?>(?:[^"\\]|\\.)*)"|'(?>(?:[^'\\]|\\.)*)'|[\w.\[\]"'-]+)""", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Argument();
}
