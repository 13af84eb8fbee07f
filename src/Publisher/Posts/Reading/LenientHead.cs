using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>The fallback of stage "parse": a head that is no YAML as a whole, entry by entry. What is YAML by itself is read as that; of the rest, what stands behind the colon.</summary>
internal static partial class LenientHead
{
    private static readonly HashSet<string> ListKeys = new(["tags", "tag", "categories", "category", "topics", "keywords", "authors"], StringComparer.OrdinalIgnoreCase);

    /// <param name="fault">Why it is no YAML.</param>
    /// <exception cref="PostException">The same fault, where no entry can be told.</exception>
    public static HeadMap Parse(string head, int firstLine, PostException fault, List<(int Line, string Message)> warnings)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        var lines = head.TrimEnd('\n').Split('\n');
        var at = 0;
        while (at < lines.Length)
        {
            var next = End(lines, at);
            // Sentences after a blank line are the body: the head was never closed, and a rule in the body looks like its end.
            if (lines[at..next].Index().Any(line => line.Index > 0 && line.Item.Length > 0 && lines[at + line.Index - 1].Length == 0 && !IsHeadLine(line.Item)))
                throw fault;
            if (Field().Match(lines[at]) is { Success: true } field)
                HeadMap.Put(fields, field.Groups["key"].Value, Entry(lines[at..next], field, firstLine + at, warnings), firstLine + at, warnings);
            at = next;
        }

        // Without a title too little was understood to know what else was not.
        return fields.GetValueOrDefault("title") is HeadList or HeadScalar { IsNull: false } ? new(fields, firstLine) : throw fault;
    }

    /// <summary>Whether a line could stand in a head.</summary>
    public static bool IsHeadLine(string line) => Field().IsMatch(line) || Continuation().IsMatch(line);

    public static bool IsField(string line) => Field().IsMatch(line);

    // Quoted text goes on at the beginning of the next lines; Jekyll's parser allows it.
    private static int End(string[] lines, int start)
    {
        if (OpenQuote().Match(lines[start]) is { Success: true } open)
        {
            var quote = open.Groups["quote"].Value;
            var close = Array.FindIndex(lines, start + 1, line => line.Contains(quote, StringComparison.Ordinal));
            // A line that opens and closes quotes of its own is no end of these.
            if (close > start && lines[close].TrimEnd().EndsWith(quote, StringComparison.Ordinal) && lines[close].Count(c => c == quote[0]) == 1)
                return close + 1;
        }

        var end = Array.FindIndex(lines, start + 1, IsField);
        return end < 0 ? lines.Length : end;
    }

    private static HeadValue Entry(string[] lines, Match field, int line, List<(int Line, string Message)> warnings)
    {
        var key = field.Groups["key"].Value;
        var yaml = string.Join('\n', lines.Select((text, at) => at == 0 || text.StartsWith('-') ? text : " " + text.Replace('\t', ' ')));
        try
        {
            if ((IsQuotedOver(lines) || !lines.Skip(1).Any(IsLoose)) && YamlHead.Parse(yaml, line, warnings)[key] is { } value)
            {
                if (lines.Any(text => text.StartsWith('\t')))
                    warnings.Add((line, $"tabs set in the lines of '{key}'; they are read as spaces. Write spaces"));
                return value;
            }
        }
        catch (PostException fault) when (!fault.IsBound)
        {
            // Read as text below.
        }

        warnings.Add((line, $"'{key}' is no valid YAML; it is read as the text that stands there. Put that in quotes, after a colon and a space"));
        return Text(key, field.Groups["value"].Value.Trim(), lines[1..], line);
    }

    private static bool IsQuotedOver(string[] lines) => lines.Length > 1 && OpenQuote().Match(lines[0]) is { Success: true } open && lines[^1].TrimEnd().EndsWith(open.Groups["quote"].Value, StringComparison.Ordinal);

    // It stands where a key should, and was not taken for quoted text.
    private static bool IsLoose(string line) => line.Length > 0 && !IsHeadLine(line) && !line.TrimEnd().EndsWith('"') && !line.TrimEnd().EndsWith('\'');

    private static HeadValue Text(string key, string first, string[] further, int line)
    {
        var items = further.Select(text => text.Trim()).Where(text => text.StartsWith("- ", StringComparison.Ordinal)).Select(text => Unquoted(text[2..].Trim())).ToList();
        if (first.Length == 0 && items.Count > 0)
            return List(items, line);
        if (ListKeys.Contains(key) && first is ['[', ..])
            return List(FlowItem().Matches(Within(first)).Select(item => Unquoted(item.Value.Trim())), line);
        var text = string.Join(' ', further.Select(more => more.Trim()).Prepend(first).Where(part => part.Length > 0));
        return new HeadScalar(Unquoted(text), Quoted: text.Any(char.IsLetterOrDigit), line) is { Quoted: true } said ? said : new HeadScalar("", Quoted: false, line);
    }

    private static string Within(string flow) => flow.EndsWith(']') ? flow[1..^1] : flow[1..];

    private static HeadList List(IEnumerable<string> items, int line) =>
        new([.. items.Where(item => item.Length > 0).Select(item => new HeadScalar(item, Quoted: true, line))], line);

    // Quotes around the whole go, and one that is never closed. Others are the author's.
    private static string Unquoted(string text) => text switch
    {
        ['"' or '\'', .. var inner, var last] when last == text[0] && !inner.Replace($"\\{last}", "", StringComparison.Ordinal).Contains(last, StringComparison.Ordinal) => inner,
        ['"' or '“', .. var rest] when rest.IndexOfAny(['"', '”']) < 0 => rest,
        _ => text,
    };

    // The colon of East Asian keyboards counts; an address is no key.
    [GeneratedRegex(@"^(?<key>[A-Za-z_][\w.-]*)[ \t]*(:(?!//)|：)(?<value>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex(@"^([ \t]+\S|- |-$|#|[\]}])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Continuation();

    [GeneratedRegex("""^[A-Za-z_][\w.-]*[ \t]*:[ \t]*((?<quote>")([^"\\]|\\.)*|(?<quote>')[^']*)$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OpenQuote();

    [GeneratedRegex("""("[^"]*"|'[^']*'|\[[^\]]*\](\([^)]*\))?|[^,])+""", RegexOptions.ExplicitCapture)]
    private static partial Regex FlowItem();
}
