using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Settings;

/// <summary>Flattens YAML into dotted keys with their lines. Event by event: a representation model would stop at the first duplicate.</summary>
internal sealed class YamlWalk(string path, Problems problems)
{
    // No setting lies this deep; what does is unknown already, and must not exhaust the stack.
    private const int Deepest = 8;

    private readonly Dictionary<string, Given> first = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Given> givens = [];

    /// <summary>The keys in their order, as far as the text was read.</summary>
    public IReadOnlyList<Given> Givens => givens;

    /// <summary>The end of what was understood last.</summary>
    public Mark Reached { get; private set; } = Mark.Empty;

    /// <exception cref="Exception">One that <see cref="YamlFault"/> explains, when the text is no YAML.</exception>
    public void Read(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return;
        ReadRoot(parser);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            problems.Add(At(second), "", "a second document begins here; take away the line '---' or '...'");
    }

    private void ReadRoot(Parser parser)
    {
        if (parser.Current is MappingStart)
            ReadMapping(parser, "", depth: 1);
        else if (parser.Current is Scalar scalar && scalar.IsNull)
            parser.MoveNext();
        else
            Refuse(parser, At(parser.Current!), "", "these are no settings; write lines such as 'site:' and, indented below, 'title: My blog'");
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
            ReadValue(parser, KeyOf(prefix, name), At(name), depth);
            return;
        }
        Refuse(parser, At(parser.Current!), prefix, "a key must be a plain name; write KEY: VALUE");
        parser.SkipThisAndNestedEvents();
    }

    private void ReadValue(Parser parser, string key, Origin origin, int depth)
    {
        if (parser.Current.IsMarked)
            Refuse(parser, origin, key, "a value that begins with '!', '&' or '*' needs quotes around it");
        else if (parser.TryConsume<Scalar>(out var scalar))
            Add(scalar.IsNull ? Given.Nothing(key, origin) : Given.Text(key, scalar.Value, origin));
        else if (parser.TryConsume<SequenceStart>(out _))
            ReadList(parser, key, origin);
        else if (depth == Deepest)
            parser.SkipThisAndNestedEvents();
        else
        {
            Add(Given.Section(key, origin));
            ReadMapping(parser, key, depth + 1);
        }
    }

    private void ReadList(Parser parser, string key, Origin origin)
    {
        if (parser.Current is MappingStart)
            foreach (var given in new YamlRows(path, problems).Read(parser, key, origin))
                Add(given);
        else
            Add(Given.List(key, ReadItems(parser, key), origin));
    }

    private List<Item> ReadItems(Parser parser, string key)
    {
        var items = new List<Item>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.Current is Scalar scalar && !scalar.IsNull && !scalar.IsMarked)
                items.Add(new(parser.Consume<Scalar>().Value, At(scalar)));
            else
                Refuse(parser, At(parser.Current!), key, "each entry of a list is one value; write '- VALUE'");
        }
        return items;
    }

    private void Refuse(Parser parser, Origin origin, string key, string message)
    {
        problems.Add(origin, key, message);
        parser.SkipThisAndNestedEvents();
    }

    private void Add(Given given)
    {
        if (first.TryAdd(given.Key, given))
            givens.Add(given);
        else
            problems.Add(given.Origin, given.Key, string.Create(CultureInfo.InvariantCulture, $"this key stands in line {first[given.Key].Origin.Line} already; keep one of the two"));
    }

    private Origin At(ParsingEvent yaml)
    {
        Reached = yaml.End;
        return new(path, (int)yaml.Start.Line);
    }

    // Behind a missing key the parser loses count of what is nested in what.
    private static string KeyOf(string prefix, Scalar name) =>
        name.Value.Length == 0 ? throw new YamlException(name.Start, name.End, "a key is missing")
        : prefix.Length == 0 ? name.Value
        : $"{prefix}.{name.Value}";
}
