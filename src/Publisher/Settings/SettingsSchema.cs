using System.Collections.Frozen;

namespace Publisher.Settings;

/// <summary>Every key that can be set, found by reflection over the option records.</summary>
internal sealed class SettingsSchema
{
    public static readonly SettingsSchema Current = new(typeof(PublisherSettings));

    private readonly FrozenDictionary<string, SchemaNode> nodes;

    public SettingsSchema(Type root)
    {
        Root = new Section("", null, root);
        nodes = Below(Root).ToFrozenDictionary(node => node.Key, StringComparer.OrdinalIgnoreCase);
        Settings = [.. Below(Root).OfType<Setting>()];
    }

    public Section Root { get; }

    /// <summary>All leaves in the order of the records.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    public SchemaNode? Find(string key) => nodes.GetValueOrDefault(key);

    /// <summary>What to say about a key that does not exist: the nearest one, or else what there is at that place.</summary>
    public string Suggest(string key) =>
        Nearest.To(key, nodes.Keys) is { } nearest ? $"did you mean {nearest}?" : Known(SectionAround(key));

    private static string Known(Section section)
    {
        var names = string.Join(", ", section.Children.Select(child => child.Name));
        return section.Key.Length == 0 ? $"the sections are {names}" : $"{section.Key} has {names}";
    }

    private Section SectionAround(string key)
    {
        var end = key.LastIndexOf('.');
        return end < 0 ? Root : Find(key[..end]) as Section ?? SectionAround(key[..end]);
    }

    private static IEnumerable<SchemaNode> Below(Section section) =>
        section.Children.SelectMany(child => child is Section nested ? Below(nested).Prepend(child) : [child]);
}
