using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Publisher.Posts.Reading;

/// <summary>A head in TOML. Dates and numbers stay text; a date without a zone is one of the site's zone, as Hugo has it.</summary>
internal static class TomlHead
{
    private const int MaxDepth = 8;

    /// <exception cref="PostException">No valid TOML.</exception>
    public static HeadMap Parse(string toml, int firstLine)
    {
        var document = Document(toml, firstLine);
        if (document.HasErrors)
        {
            var fault = document.Diagnostics[0];
            throw new PostException(firstLine + fault.Span.Start.Line, $"the front matter is no valid TOML: {fault.Message.TrimEnd('.')}. Mend the line, or put its value in quotes");
        }

        var fields = Fields(document.KeyValues, firstLine);
        foreach (var table in document.Tables)
            Put(fields, Path(table.Name), new HeadMap(Fields(table.Items, firstLine), Line(table, firstLine)));
        return new(fields, firstLine);
    }

    private static DocumentSyntax Document(string toml, int firstLine)
    {
        try
        {
            return SyntaxParser.Parse(toml, "", true);
        }
        catch (TomlException fault)
        {
            // Faults are told in the document, but for nesting beyond the parser's bound.
            throw new PostException(firstLine, "the front matter is nested too deeply; make it simpler", fault);
        }
    }

    private static Dictionary<string, HeadValue> Fields(IEnumerable<KeyValueSyntax> items, int firstLine)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
            Put(fields, Path(item.Key), Value(item.Value, firstLine));
        return fields;
    }

    // A table goes on with what dotted keys or a table of that name began.
    private static void Put(Dictionary<string, HeadValue> fields, ReadOnlySpan<string> path, HeadValue value)
    {
        if (path.Length > 1)
            Put(Begun(fields, path[0], value.Line), path[1..], value);
        else if (value is HeadMap table)
        {
            var begun = Begun(fields, path[0], value.Line);
            foreach (var (key, inner) in table.Fields)
                begun[key] = inner;
        }
        else
            fields[path[0]] = value;
    }

    private static Dictionary<string, HeadValue> Begun(Dictionary<string, HeadValue> fields, string key, int line)
    {
        if (fields.GetValueOrDefault(key) is HeadMap { Fields: Dictionary<string, HeadValue> begun })
            return begun;
        var fresh = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        fields[key] = new HeadMap(fresh, line);
        return fresh;
    }

    private static HeadValue Value(ValueSyntax? value, int firstLine)
    {
        var line = value is null ? firstLine : Line(value, firstLine);
        return value switch
        {
            StringValueSyntax text => new HeadScalar(text.Value ?? "", Quoted: true, line),
            ArraySyntax array => new HeadList([.. array.Items.Select(item => Value(item.Value, firstLine))], line),
            InlineTableSyntax table => new HeadMap(Fields(table.Items.Select(item => item.KeyValue!), firstLine), line),
            // With it comes the comment behind it.
            _ => new HeadScalar(value?.ToString()?.Split('#')[0].Trim() ?? "", Quoted: value is DateTimeValueSyntax, line),
        };
    }

    private static string[] Path(KeySyntax? key) =>
        [.. (key?.ToString() ?? "").Split('.', MaxDepth).Select(part => part.Trim().Trim('"', '\''))];

    private static int Line(SyntaxNode node, int firstLine) => firstLine + Math.Max(0, node.Span.Start.Line);
}
