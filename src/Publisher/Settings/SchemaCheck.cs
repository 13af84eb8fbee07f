namespace Publisher.Settings;

/// <summary>Holds what one source gave against the schema: does the key exist, and is it given in its form?</summary>
internal sealed class SchemaCheck(SettingsSchema schema, Problems problems)
{
    private readonly HashSet<string> misfits = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values that fit, under the schema's own spelling of the key; the rest become problems.</summary>
    public static IReadOnlyList<Given> Fit(IReadOnlyList<Given> source, SettingsSchema schema, Problems problems)
    {
        var check = new SchemaCheck(schema, problems);
        return [.. source.Select(check.FitOne).OfType<Given>()];
    }

    private Given? FitOne(Given given)
    {
        if (IsBelowMisfit(given.Key))
            return null;
        var node = schema.Find(given.Key);
        var fault = FaultOf(node, given);
        if (fault is null)
            return node is Setting setting && given.Form != Form.Nothing ? Normal(setting, given) : null;
        misfits.Add(given.Key);
        problems.Add(given.Origin, node?.Key ?? given.Key, fault);
        return null;
    }

    private string? FaultOf(SchemaNode? node, Given given) => (node, given.Form) switch
    {
        (null, _) => $"there is no such setting; {schema.Suggest(given.Key)}",
        (Section section, Form.Text or Form.List) => $"this is a section, not a value; give its keys, such as {section.Children[0].Key}",
        (Setting, Form.Section) => $"this is one value, not a section; write {node.Name}: VALUE",
        (Setting { IsList: false }, Form.List) => $"this is one value, not a list; write {node.Name}: VALUE",
        _ => null,
    };

    private static Given Normal(Setting setting, Given given) =>
        (setting.IsList ? given.AsList() : given) with { Key = setting.Key };

    // A section that does not exist is one problem, not one for each key in it.
    private bool IsBelowMisfit(string key)
    {
        var end = key.LastIndexOf('.');
        return end >= 0 && (misfits.Contains(key[..end]) || IsBelowMisfit(key[..end]));
    }
}
