using System.Diagnostics.CodeAnalysis;

namespace Publisher.Settings;

/// <summary>Makes the option records: defaults from their initialisers, the rest from the flat settings.</summary>
internal sealed class SettingsBinder(FlatSettings flat, Problems problems)
{
    private const int LongestQuote = 60;

    public object Bind(Section section)
    {
        var record = Activator.CreateInstance(section.Type)!;
        foreach (var child in section.Children)
            if (ValueOf(child) is { } value)
                child.Property!.SetValue(record, value);
        return record;
    }

    private object? ValueOf(SchemaNode node) => node switch
    {
        Section section => Bind(section),
        Setting setting when flat.Find(setting.Key) is { } given => setting.IsList ? ReadList(setting, given) : Read(setting, given.Items[0]),
        _ => null,
    };

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The default of each list is an array of the same type, so its code is there.")]
    private Array? ReadList(Setting setting, Given given)
    {
        var values = given.Items.Select(item => Read(setting, item)).OfType<object>().ToArray();
        if (values.Length < given.Items.Count)
            return null;
        var list = Array.CreateInstance(setting.Type, values.Length);
        values.CopyTo(list, 0);
        return list;
    }

    private object? Read(Setting setting, Item item)
    {
        var (value, fault) = ValueReader.Read(setting.Type, item.Text);
        if (fault is not null)
            problems.Add(item.Origin, setting.Key, $"{(setting.IsSecret ? "the value" : Quote(item.Text))} {fault}");
        return value;
    }

    private static string Quote(string text) => $"'{Problems.Clip(text, LongestQuote)}'";
}
