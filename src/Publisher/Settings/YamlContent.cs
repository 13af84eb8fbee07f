namespace Publisher.Settings;

/// <summary>The keys of a file in their order, and whether the file could be read to its end.</summary>
internal sealed record YamlContent(IReadOnlyList<Given> Givens, bool Whole)
{
    public static readonly YamlContent None = new([], Whole: true);
}
