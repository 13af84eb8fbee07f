namespace Publisher.Posts.Reading;

/// <summary>The head of a post over the defaults that the site file gives it: looked up by any of several names, the post's own first.</summary>
internal sealed class FrontMatter(HeadMap own, HeadMap defaults)
{
    public HeadValue? this[params ReadOnlySpan<string> keys] => Find(own, keys) ?? Find(defaults, keys);

    public int Line(string key) => this[key]?.Line ?? 1;

    /// <summary>The first of the keys that holds text; null where none does. A quoted empty text is text.</summary>
    public string? Text(params ReadOnlySpan<string> keys) => this[keys] is HeadScalar scalar ? scalar.Text : null;

    public string? NonEmpty(params ReadOnlySpan<string> keys) => Text(keys) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

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
        HeadList list => [.. list.Items.SelectMany(Texts)],
        HeadScalar scalar => [.. split(scalar.Text).Select(item => item.Trim()).Where(item => item.Length > 0)],
        _ => [],
    };

    private static IEnumerable<string> Texts(HeadValue value) =>
        value is HeadScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text) ? [scalar.Text.Trim()] : [];

    private static HeadValue? Find(HeadMap map, ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (map[key] is { } value and not HeadScalar { IsNull: true })
                return value;
        }

        return null;
    }
}
