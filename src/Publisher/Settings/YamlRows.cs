using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Settings;

/// <summary>A list of sections in YAML, taken as one section of lists: <c>mail.dkim.selector</c> holds the selector of each entry. So every entry gives the same keys.</summary>
internal sealed class YamlRows(string path, Problems problems)
{
    private readonly Dictionary<string, List<Item>> columns = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="parser">Stands behind the start of the list.</param>
    public IReadOnlyList<Given> Read(Parser parser, string key, Origin origin)
    {
        for (var count = 0; !parser.TryConsume<SequenceEnd>(out _); count++)
        {
            var start = new Origin(path, (int)parser.Current!.Start.Line);
            if (parser.Current is MappingStart && !parser.Current.IsMarked)
                ReadRow(parser, key, start, count);
            else
                Refuse(parser, start, key);
        }

        return [Given.Section(key, origin), .. columns.Select(column => Given.List($"{key}.{column.Key}", column.Value, column.Value[0].Origin))];
    }

    private void ReadRow(Parser parser, string key, Origin start, int count)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
            ReadCell(parser, key, count);
        if (columns.Values.Any(column => column.Count != count + 1))
            problems.Add(start, key, "each entry of this list gives the same keys, each once; add what is missing here or in the others");
        // One problem is enough: what is missing does not make the next rows wrong.
        foreach (var column in columns.Values.Where(column => column.Count <= count))
            column.AddRange(Enumerable.Repeat(column.LastOrDefault() ?? new Item("", start), count + 1 - column.Count));
    }

    private void ReadCell(Parser parser, string key, int count)
    {
        var name = parser.Current as Scalar;
        parser.SkipThisAndNestedEvents();
        var start = new Origin(path, (int)parser.Current!.Start.Line);
        if (name is not { IsNull: false } || name.Value.Length == 0 || parser.Current is not Scalar { IsNull: false } || parser.Current.IsMarked)
        {
            Refuse(parser, start, key);
            return;
        }

        if (!columns.TryGetValue(name.Value, out var column))
            columns[name.Value] = column = [];
        if (column.Count <= count)
            column.Add(new(parser.Consume<Scalar>().Value, start));
        else
            Refuse(parser, start, key);
    }

    private void Refuse(Parser parser, Origin origin, string key)
    {
        problems.Add(origin, key, "each entry of this list is a section of plain values, each given once; write '- KEY: VALUE'");
        parser.SkipThisAndNestedEvents();
    }
}
