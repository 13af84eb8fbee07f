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

    public HeadValue? this[string key] => Fields.GetValueOrDefault(key);
}
