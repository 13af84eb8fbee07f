namespace Publisher.Subscribers.Transfer;

/// <summary>How values stand in the fields of a list.</summary>
internal static class Fields
{
    private const string Formula = "=+-@\t\r";

    /// <summary>A field that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    public static string Harmless(string field) => BeginsFormula(field) ? $"'{field}" : field;

    /// <summary>Takes that apostrophe away again.</summary>
    public static string Plain(string field) => field.StartsWith('\'') && BeginsFormula(field) ? field[1..] : field;

    /// <summary>Topics between semicolons; one within a topic has a backslash before it.</summary>
    public static string Of(IEnumerable<string> topics) =>
        string.Join(';', topics.Select(topic => topic.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)));

    public static IReadOnlyList<string> Topics(string field)
    {
        var (topics, topic) = (new List<string>(), new System.Text.StringBuilder());
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == ';')
                End();
            else
                topic.Append(field[i] == '\\' && i + 1 < field.Length && (field[i + 1] is ';' or '\\') ? field[++i] : field[i]);
        }

        End();
        return topics;

        void End()
        {
            if (topic.ToString().Trim() is { Length: > 0 } text)
                topics.Add(text);
            topic.Clear();
        }
    }

    private static bool BeginsFormula(string field) => field.AsSpan().TrimStart('\'') is [var first, ..] && Formula.Contains(first, StringComparison.Ordinal);
}
