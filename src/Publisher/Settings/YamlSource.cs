using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Settings;

/// <summary>Flattens YAML into dotted keys with their lines. Event by event: a representation model would stop at the first duplicate.</summary>
internal sealed class YamlSource(string path, Problems problems)
{
    // No setting lies this deep; what does is unknown already, and must not exhaust the stack.
    private const int Deepest = 8;

    private readonly Dictionary<string, Given> first = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Given> givens = [];

    public static YamlContent Read(string path, string text, Problems problems)
    {
        var source = new YamlSource(path, problems);
        try
        {
            source.ReadStream(new Parser(new StringReader(text)));
            return new(source.givens, Whole: true);
        }
        catch (YamlException fault)
        {
            var (line, message) = YamlFault.Explain(fault, text);
            problems.Add(new(path, line), "", message);
            return new(source.givens, Whole: false);
        }
    }

    private void ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return;
        ReadRoot(parser);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            problems.Add(At(second), "", "a second document begins here; take away the line '---'");
    }

    private void ReadRoot(Parser parser)
    {
        if (parser.Current is MappingStart)
            ReadMapping(parser, "", depth: 1);
        else if (!(parser.Current is Scalar scalar && IsNull(scalar)))
            problems.Add(At(parser.Current!), "", "these are no settings; write lines such as 'site:' and, indented below, 'title: My blog'");
        else
            parser.MoveNext();
        while (parser.Current is not DocumentEnd)
            parser.SkipThisAndNestedEvents();
    }

    private void ReadMapping(Parser parser, string prefix, int depth)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
            ReadEntry(parser, prefix, depth);
    }

    private void ReadEntry(Parser parser, string prefix, int depth)
    {
        if (parser.TryConsume<Scalar>(out var name))
        {
            ReadValue(parser, prefix.Length == 0 ? name.Value : $"{prefix}.{name.Value}", At(name), depth);
            return;
        }
        problems.Add(At(parser.Current!), prefix, "a key must be a plain name; write KEY: VALUE");
        parser.SkipThisAndNestedEvents();
        parser.SkipThisAndNestedEvents();
    }

    private void ReadValue(Parser parser, string key, Origin origin, int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            Add(IsNull(scalar) ? Given.Nothing(key, origin) : Given.Text(key, scalar.Value, origin));
        else if (parser.TryConsume<SequenceStart>(out _))
            Add(Given.List(key, ReadItems(parser, key), origin));
        else if (parser.Current is MappingStart && depth < Deepest)
        {
            Add(Given.Section(key, origin));
            ReadMapping(parser, key, depth + 1);
        }
        else
        {
            problems.Add(origin, key, "this is written in a way that settings do not know (an alias, or nested too deep); write the value out");
            parser.SkipThisAndNestedEvents();
        }
    }

    private List<Item> ReadItems(Parser parser, string key)
    {
        var items = new List<Item>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.Current is Scalar scalar && !IsNull(scalar))
                items.Add(new(scalar.Value, At(scalar)));
            else
                problems.Add(At(parser.Current!), key, "each entry of a list is one value; write '- VALUE'");
            parser.SkipThisAndNestedEvents();
        }
        return items;
    }

    private void Add(Given given)
    {
        if (first.TryAdd(given.Key, given))
            givens.Add(given);
        else
            problems.Add(given.Origin, given.Key, string.Create(CultureInfo.InvariantCulture, $"this key stands in line {first[given.Key].Origin.Line} already; keep one of the two"));
    }

    private Origin At(ParsingEvent yaml) => new(path, (int)yaml.Start.Line);

    private static bool IsNull(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
}
