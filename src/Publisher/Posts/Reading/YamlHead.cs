using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Posts.Reading;

/// <summary>Stage "parse": YAML text to values with their lines. Duplicate keys: the last wins. Tags are not acted on.</summary>
internal sealed class YamlHead
{
    private const int MaxValues = 10_000;
    private const int MaxDepth = 32;

    private readonly Parser parser;
    private readonly int firstLine;
    private readonly List<(int Line, string Message)> warnings;
    private readonly Dictionary<AnchorName, HeadValue> anchors = [];
    private int values;

    private YamlHead(string yaml, int firstLine, List<(int Line, string Message)> warnings)
    {
        parser = new Parser(new StringReader(yaml));
        this.firstLine = firstLine;
        this.warnings = warnings;
    }

    /// <param name="firstLine">The line of the file that the text begins at.</param>
    /// <exception cref="PostException">No YAML, no map, or beyond a bound.</exception>
    public static HeadMap Parse(string yaml, int firstLine, List<(int Line, string Message)> warnings)
    {
        try
        {
            return new YamlHead(yaml, firstLine, warnings).Document();
        }
        catch (YamlException fault)
        {
            throw new PostException(firstLine + (int)fault.Start.Line - 1, $"the front matter is no valid YAML: {OneLine(fault)}", fault);
        }
    }

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
        return Value(0) switch
        {
            HeadMap map => map,
            HeadScalar { IsNull: true } => HeadMap.Empty,
            var other => throw new PostException(other.Line, "the front matter is no list of `key: value` lines"),
        };
    }

    private HeadValue Value(int depth)
    {
        var line = Line(parser.Current);
        if (++values > MaxValues || depth > MaxDepth)
            throw new PostException(line, $"the front matter holds more than {MaxValues} values or goes deeper than {MaxDepth} levels");
        return parser.Current switch
        {
            AnchorAlias => Alias(line),
            SequenceStart => Remember(parser.Consume<SequenceStart>(), List(line, depth)),
            MappingStart => Remember(parser.Consume<MappingStart>(), Map(line, depth)),
            _ => Scalar(line),
        };
    }

    private HeadScalar Scalar(int line)
    {
        var scalar = parser.Consume<Scalar>();
        var value = new HeadScalar(scalar.Value.TrimEnd('\n'), scalar.Style is not ScalarStyle.Plain, line);
        Remember(scalar, value);
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
            var name = key is HeadScalar scalar ? scalar.Text.Trim() : throw new PostException(key.Line, "a key of the front matter is no text");
            var value = Value(depth + 1);
            if (!fields.TryAdd(name, value))
                warnings.Add((key.Line, $"'{name}' stands twice in the front matter; the last one counts"));
            fields[name] = value;
        }

        return new(fields, line);
    }

    // An alias stands for the same object, so that aliases of aliases cost nothing; walking them is bounded by the readers, which look at two levels.
    private HeadValue Alias(int line)
    {
        var name = parser.Consume<AnchorAlias>().Value;
        return anchors.GetValueOrDefault(name) ?? throw new PostException(line, $"the front matter refers to '*{name}', which is not defined before");
    }

    private HeadValue Remember(NodeEvent node, HeadValue value)
    {
        if (!node.Anchor.IsEmpty)
            anchors[node.Anchor] = value;
        return value;
    }

    private int Line(ParsingEvent? at) => firstLine + (int)(at?.Start.Line ?? 1) - 1;
}
