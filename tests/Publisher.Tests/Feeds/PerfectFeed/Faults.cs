namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>What was found wrong, a sentence each.</summary>
internal sealed class Faults
{
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Unless(bool isSo, string fault)
    {
        if (!isSo)
            found.Add(fault);
    }

    public void Add(string fault) => found.Add(fault);

    /// <summary>No value twice.</summary>
    public void UnlessDistinct(IEnumerable<string> values, string what)
    {
        foreach (var twice in values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Add($"{what} \"{twice.Key}\" stands there {twice.Count()} times");
    }
}
