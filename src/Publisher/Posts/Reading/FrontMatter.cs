namespace Publisher.Posts.Reading;

/// <summary>The head of a post over the defaults that the site file gives it: looked up by any of several names, the post's own first.</summary>
internal sealed class FrontMatter(HeadMap own, HeadMap defaults)
{
    // Few heads hold maps, and a third of the keys that are looked for lead into one.
    private readonly bool holdsMaps = own.HoldsMaps || defaults.HoldsMaps;

    public HeadValue? this[params ReadOnlySpan<string> keys] => Find<HeadValue>(keys);

    public int Line(string key) => this[key]?.Line ?? 1;

    /// <summary>The first of the keys that holds text; null where none does. A quoted empty text is text.</summary>
    public string? Text(params ReadOnlySpan<string> keys) => Find<HeadScalar>(keys)?.Text;

    /// <summary>The first of the keys that holds text which is not blank; of a list, its first.</summary>
    public string? NonEmpty(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            var value = this[key];
            if ((value is HeadList { Items: [var first, ..] } ? first : value) is HeadScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
                return scalar.Text.Trim();
        }

        return null;
    }

    /// <summary>The first of the keys that holds anything.</summary>
    public string? KeyOf(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (this[key] is not null)
                return key;
        }

        return null;
    }

    /// <summary>True, false, absent (null), or, in <paramref name="unclear"/>, a value that is neither.</summary>
    public bool? Flag(string key, out string? unclear)
    {
        unclear = null;
        switch (this[key])
        {
            case HeadScalar { Text: var text } when text.ToUpperInvariant() is "TRUE" or "YES" or "ON" or "1":
                return true;
            case HeadScalar { Text: var text } when text.ToUpperInvariant() is "FALSE" or "NO" or "OFF" or "0":
                return false;
            case HeadScalar { Text: var text }:
                unclear = text;
                return null;
            case null:
                return null;
            default:
                unclear = "a list";
                return null;
        }
    }

    /// <summary>A list; a single text is split by <paramref name="split"/>.</summary>
    public IReadOnlyList<string> List(string key, Func<string, IEnumerable<string>> split) => this[key] switch
    {
        HeadList list => Texts(list, new(list.Items.Count)),
        HeadScalar scalar => [.. split(scalar.Text).Select(item => item.Trim()).Where(item => item.Length > 0)],
        _ => [],
    };

    // Jekyll flattens lists within lists.
    private static List<string> Texts(HeadList list, List<string> texts)
    {
        for (var at = 0; at < list.Items.Count; at++)
        {
            if (list.Items[at] is HeadList inner)
                Texts(inner, texts);
            else if (list.Items[at] is HeadScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text))
                texts.Add(scalar.Text.Trim());
        }

        return texts;
    }

    private T? Find<T>(ReadOnlySpan<string> keys)
        where T : HeadValue => Find<T>(own, keys) ?? (defaults.Fields.Count == 0 ? null : Find<T>(defaults, keys));

    private T? Find<T>(HeadMap map, ReadOnlySpan<string> keys)
        where T : HeadValue
    {
        foreach (var key in keys)
        {
            if (At(map, key) is T value and not HeadScalar { IsNull: true })
                return value;
        }

        return null;
    }

    // image.path is the key path in the map image.
    private HeadValue? At(HeadMap map, string key) =>
        map[key] ?? (holdsMaps && key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && map[key[..dot]] is HeadMap inner ? At(inner, key[(dot + 1)..]) : null);
}
