namespace Publisher.Posts.Reading;

/// <summary>A value in a head, whatever it was written in. Scalars stay text: <c>010</c> and <c>no</c> may be titles.</summary>
/// <param name="Line">Counted from 1 in the file.</param>
internal abstract record HeadValue(int Line);

/// <param name="Quoted">Whether it stood in quotes: Jekyll reads a quoted date in another time zone.</param>
internal sealed record HeadScalar(string Text, bool Quoted, int Line) : HeadValue(Line)
{
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record HeadList(IReadOnlyList<HeadValue> Items, int Line) : HeadValue(Line);

/// <param name="Fields">Keys compare without case.</param>
internal sealed record HeadMap(IReadOnlyDictionary<string, HeadValue> Fields, int Line) : HeadValue(Line)
{
    public static HeadMap Empty { get; } = new(new Dictionary<string, HeadValue>(), 0);

    public bool HoldsMaps => Fields.Values.Any(value => value is HeadMap);

    public HeadValue? this[string key] => Fields.GetValueOrDefault(key);

    /// <summary>Adds a field. Of two equal keys the last counts; but flags that differ leave the post in doubt, and are kept both.</summary>
    /// <param name="line">Of the key.</param>
    public static void Put(Dictionary<string, HeadValue> fields, string name, HeadValue value, int line, List<(int Line, string Message)> warnings)
    {
        if (fields.TryAdd(name, value))
            return;
        var isDoubt = HeadKeys.Flags.Contains(name) && fields[name] is not HeadScalar { IsNull: true } && (fields[name] as HeadScalar)?.Text != (value as HeadScalar)?.Text;
        warnings.Add((line, $"'{name}' stands twice in the front matter; {(isDoubt ? "where one says that the post is no draft and one that it is, it stays one" : "the last one counts")}"));
        if (isDoubt && fields[name] is HeadList { Items: List<HeadValue> both })
            both.Add(value);
        else
            fields[name] = isDoubt ? new HeadList(new List<HeadValue> { fields[name], value }, line) : value;
    }
}
