namespace Publisher.Posts.Reading;

/// <summary>The key <c>mail</c> of a head: <c>false</c>, or a map of <c>subject</c>, <c>preheader</c> and <c>to</c>. What cannot be understood mails nobody: a mail cannot be taken back.</summary>
internal static class MailHead
{
    private const string Key = "mail";
    private const string Unmailed = "the post is not mailed until that is mended";

    private static readonly string[] Known = ["subject", "preheader", "to"];

    public static PostMail Read(FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (front[Key] is HeadMap map)
            return Map(map, warnings);
        if (front[Key] is { } value && front.Flag(Key, out var unclear) is null)
            return Refuse(value.Line, $"'{Key}: {unclear}' is neither true nor false, nor a map of subject, preheader and to", warnings);
        return front.Flag(Key, out _) is false ? PostMail.None : PostMail.Usual;
    }

    private static PostMail Map(HeadMap map, List<(int Line, string Message)> warnings)
    {
        foreach (var (name, value) in map.Fields)
        {
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
                return Refuse(value.Line, $"'{Key}' knows no '{name}', only {string.Join(", ", Known)}", warnings);
            if (!IsSound(name, value))
                return Refuse(value.Line, name.Equals("to", StringComparison.OrdinalIgnoreCase) ? $"'{Key}.to' wants topics, such as [News, Events]" : $"'{Key}.{name}' wants a text", warnings);
        }

        return new(true, Line(map["subject"]), Line(map["preheader"]), Topics.Distinct([.. Texts(map["to"])]));
    }

    private static bool IsSound(string name, HeadValue value) => value switch
    {
        HeadScalar scalar => CleanText.Line(scalar.Text).Length > 0 && !scalar.IsNull,
        HeadList list => name.Equals("to", StringComparison.OrdinalIgnoreCase) && list.Items.Count > 0 && list.Items.All(item => item is HeadScalar && IsSound(name, item)),
        _ => false,
    };

    private static string? Line(HeadValue? value) => value is HeadScalar scalar ? CleanText.Line(scalar.Text) : null;

    private static IEnumerable<string> Texts(HeadValue? value) => value switch
    {
        HeadScalar scalar => [scalar.Text],
        HeadList list => list.Items.OfType<HeadScalar>().Select(item => item.Text),
        _ => [],
    };

    private static PostMail Refuse(int line, string fault, List<(int Line, string Message)> warnings)
    {
        warnings.Add((line, $"{fault}; {Unmailed}"));
        return PostMail.None;
    }
}
