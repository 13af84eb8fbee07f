namespace Publisher.Subscribers;

/// <summary>The topics a reader chose, as anybody may name them: within bounds.</summary>
internal static class TopicNames
{
    public const int Most = 50;
    public const int Longest = 100;

    public static IReadOnlyList<string> Clean(IEnumerable<string> names) => [.. names
        .Select(name => name.Trim())
        .Where(IsName)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Take(Most)];

    public static bool IsName(string name) => name.Length is > 0 and <= Longest && !name.Any(char.IsControl);
}
