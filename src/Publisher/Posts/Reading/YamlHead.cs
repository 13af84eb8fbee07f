using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Posts.Reading;

/// <summary>Stage "parse": YAML text to values with their lines. Duplicate keys: the last wins. Tags are not acted on.</summary>
internal sealed partial class YamlHead
{
    private static readonly HashSet<string> HashKeys = new(["title", "tags", "tag", "categories", "category"], StringComparer.OrdinalIgnoreCase);

    private readonly PostLimits limits;
    private readonly Parser parser;
    private readonly int firstLine;
    private readonly List<(int Line, string Message)> warnings;
    private readonly Dictionary<AnchorName, (HeadValue Value, int Size)> anchors = [];
    private readonly string[] source;
    private int values;
    private long reached = 1;

    private YamlHead(string yaml, int firstLine, List<(int Line, string Message)> warnings, PostLimits limits)
    {
        this.limits = limits;
        parser = new Parser(new StringReader(yaml));
        source = yaml.Split('\n');
        this.firstLine = firstLine;
        this.warnings = warnings;
    }

    /// <param name="firstLine">The line of the file that the text begins at.</param>
    /// <exception cref="PostException">No YAML, no map, or beyond a bound.</exception>
    public static HeadMap Parse(string yaml, int firstLine, List<(int Line, string Message)> warnings, PostLimits? limits = null)
    {
        var bounds = limits ?? new();
        return PlainYaml.Parse(yaml, firstLine, bounds) ?? ByLibrary(yaml, firstLine, warnings, bounds);
    }

    /// <inheritdoc cref="Parse"/>
    public static HeadMap ByLibrary(string yaml, int firstLine, List<(int Line, string Message)> warnings, PostLimits limits)
    {
        var head = new YamlHead(yaml, firstLine, warnings, limits);
        try
        {
            return head.Document();
        }
        catch (YamlException fault)
        {
            throw new PostException(head.Within(fault.Start.Line), $"the front matter is no valid YAML: {OneLine(fault)}. Mend the line, or put its value in quotes", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The parser says so of some lists that are never closed.
            throw new PostException(head.Within(head.reached), "the front matter is no valid YAML: a list or map is not closed. Close it with ] or }", fault);
        }
        catch (ArgumentException fault)
        {
            // And of "\uD83D" with no second half behind it.
            throw new PostException(head.Within(head.reached), "the front matter is no valid YAML: an escape in quotes stands for no character", fault);
        }
    }

    // The parser counts one line more at the end, and some characters as line ends that no editor does.
    private int Within(long line) => firstLine + (int)Math.Clamp(line - 1, 0, source.Length - 1);

    private static string OneLine(YamlException fault)
    {
        var text = (fault.InnerException ?? fault).Message;
        var start = text.StartsWith("(Line", StringComparison.Ordinal) ? text.IndexOf("): ", StringComparison.Ordinal) + 3 : 0;
        return text[Math.Max(start, 0)..].ReplaceLineEndings(" ").TrimEnd('.');
    }

    private HeadMap Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return HeadMap.Empty;
        parser.Consume<DocumentStart>();
        var head = Value(0) switch
        {
            HeadMap map => map,
            HeadScalar { IsNull: true } => HeadMap.Empty,
            var other => throw new PostException(other.Line, "the front matter is no list of `key: value` lines; write it so, or begin the text otherwise than with ---"),
        };
        End();
        return head;
    }

    // What stands in a second document, a draft flag perhaps, must not be overlooked.
    private void End()
    {
        parser.Consume<DocumentEnd>();
        while (parser.TryConsume<DocumentStart>(out var second))
        {
            if (Value(0) is not HeadScalar { IsNull: true })
                throw new PostException(Line(second), "a second document begins here within the front matter; make it one") { IsBound = true };
            parser.Consume<DocumentEnd>();
        }

        parser.Consume<StreamEnd>();
    }

    private HeadValue Value(int depth)
    {
        var line = Line(parser.Current);
        var before = values;
        Count(1, line, depth);
        return parser.Current switch
        {
            AnchorAlias => Alias(line),
            SequenceStart => Remember(parser.Consume<SequenceStart>(), List(line, depth), before),
            MappingStart => Remember(parser.Consume<MappingStart>(), Map(line, depth), before),
            _ => Scalar(line),
        };
    }

    private void Count(int more, int line, int depth)
    {
        values += more;
        if (values > limits.FrontMatterValues || depth > limits.FrontMatterDepth)
            throw new PostException(line, $"the front matter holds more than {limits.FrontMatterValues} values or goes deeper than {limits.FrontMatterDepth} levels; make it simpler, or raise posts.limits.frontMatterValues or frontMatterDepth") { IsBound = true };
    }

    private HeadScalar Scalar(int line)
    {
        var scalar = parser.Consume<Scalar>();
        var value = new HeadScalar(scalar.Value.TrimEnd('\n'), scalar.Style is not ScalarStyle.Plain, line);
        Remember(scalar, value, values - 1);
        return value;
    }

    private HeadList List(int line, int depth)
    {
        var items = new List<HeadValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Value(depth + 1));
        return new(items, line);
    }

    private HeadMap Map(int line, int depth)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            var name = key is HeadScalar scalar ? scalar.Text.Trim() : throw new PostException(key.Line, "a key of the front matter is no text; put it in quotes");
            var value = Value(depth + 1) is var read && read is HeadScalar { Quoted: false, Text: "" } empty && depth == 0 ? Hashed(name, empty) : read;
            HeadMap.Put(fields, name, value, key.Line, warnings);
        }

        Merge(fields);
        return new(fields, line);
    }

    // What begins with # is a comment to YAML. To the author of "tags: #ai #coding" it is the value.
    private HeadScalar Hashed(string name, HeadScalar empty)
    {
        if (!HashKeys.Contains(name) || empty.Line - firstLine is not (>= 0 and var at) || at >= source.Length)
            return empty;
        var match = HashValue().Match(source[at]);
        if (!match.Success || !match.Groups["key"].Value.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            return empty;
        warnings.Add((empty.Line, $"'{match.Groups["value"].Value}' is a comment to YAML; it is read as the value of '{name}'. Put it in quotes"));
        return new HeadScalar(match.Groups["value"].Value, Quoted: true, empty.Line);
    }

    [GeneratedRegex(@"^(?<key>[^:]+):[ \t]+(?<value>#[^\s#].*?)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex HashValue();

    // The merge key of YAML 1.1: what the map itself says goes first.
    private static void Merge(Dictionary<string, HeadValue> fields)
    {
        if (!fields.Remove("<<", out var merged))
            return;
        IEnumerable<HeadValue> sources = merged is HeadList list ? list.Items : [merged];
        foreach (var (name, value) in sources.OfType<HeadMap>().SelectMany(map => map.Fields))
            fields.TryAdd(name, value);
    }

    // An alias stands for the same object and costs nothing here. It counts as all that it stands for, or aliases of aliases would make a few lines endless to whoever walks them.
    private HeadValue Alias(int line)
    {
        var name = parser.Consume<AnchorAlias>().Value;
        if (!anchors.TryGetValue(name, out var target))
            throw new PostException(line, $"the front matter refers to '*{name}', which is not defined before; put the value in quotes, or define &{name} above");
        Count(target.Size, line, 0);
        return target.Value;
    }

    /// <param name="before">How many values had been counted before this one.</param>
    private HeadValue Remember(NodeEvent node, HeadValue value, int before)
    {
        if (!node.Anchor.IsEmpty)
            anchors[node.Anchor] = (value, values - before);
        return value;
    }

    private int Line(ParsingEvent? at)
    {
        reached = at?.Start.Line ?? 1;
        return Within(reached);
    }
}
