namespace Publisher.Settings;

/// <summary>The form in which a source gave a key, before anybody asked which one belongs there.</summary>
internal enum Form
{
    Nothing,
    Text,
    List,
    Section,
}

/// <summary>One text with the place where it stands.</summary>
internal sealed record Item(string Text, Origin Origin);

/// <summary>A key as one source gave it: <c>mail.smtp.port</c>, its texts (one unless it is a list) and its place.</summary>
internal sealed record Given(string Key, Origin Origin, Form Form, IReadOnlyList<Item> Items)
{
    public static Given Nothing(string key, Origin origin) => new(key, origin, Form.Nothing, []);

    public static Given Section(string key, Origin origin) => new(key, origin, Form.Section, []);

    public static Given Text(string key, string text, Origin origin) => new(key, origin, Form.Text, [new(text, origin)]);

    public static Given List(string key, IReadOnlyList<Item> items, Origin origin) => new(key, origin, Form.List, items);

    /// <summary>The same as a list: a single text is split at its commas.</summary>
    public Given AsList() => Form == Form.List ? this : List(Key, [.. Items.SelectMany(Split)], Origin);

    private static IEnumerable<Item> Split(Item item) =>
        item.Text
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => item with { Text = part });
}
