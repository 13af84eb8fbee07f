namespace Publisher.Posts.Identity;

/// <summary>The register in memory. It is kept from look to look, so that a look asks for what it needs and goes through nothing.</summary>
internal sealed class RegisterIndex
{
    private readonly Dictionary<string, RegisteredPost> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RegisteredPost>> byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RegisteredPost>> byContent = new(StringComparer.Ordinal);

    private readonly Dictionary<DateTimeOffset, string> byStamp = [];

    public RegisterIndex(IEnumerable<RegisteredPost> rows) => Learn(rows);

    public IEnumerable<RegisteredPost> Rows => byId.Values;

    public RegisteredPost? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>What is there, by the register, under a path; gone posts left aside.</summary>
    public IReadOnlyList<RegisteredPost> At(string path) => byPath.GetValueOrDefault(path) ?? [];

    /// <summary>The posts of a text, gone ones too. Rows that lost their text are found by their id only.</summary>
    public IReadOnlyList<RegisteredPost> WithContent(string hash) => byContent.GetValueOrDefault(hash) ?? [];

    /// <summary>The id of the post whose time a stamp is, gone ones too; null for a stamp that is free.</summary>
    public string? Stamped(DateTimeOffset stamp) => byStamp.GetValueOrDefault(stamp);

    public void Learn(IEnumerable<RegisteredPost> rows)
    {
        foreach (var row in rows)
        {
            if (byId.TryGetValue(row.Id, out var old))
                Forget(old);
            byId[row.Id] = row;
            Shelve(row, Add);
            if (row.Stamp is { } stamp)
                byStamp.TryAdd(stamp, row.Id);
        }
    }

    private void Forget(RegisteredPost row)
    {
        Shelve(row, Remove);
        if (row.Stamp is { } stamp && Stamped(stamp) == row.Id)
            byStamp.Remove(stamp);
    }

    private void Shelve(RegisteredPost row, Action<Dictionary<string, List<RegisteredPost>>, string, RegisteredPost> place)
    {
        if (row.Gone is null)
            place(byPath, row.Path, row);
        if (row.ContentHash.Length > 0)
            place(byContent, row.ContentHash, row);
    }

    private static void Add(Dictionary<string, List<RegisteredPost>> rows, string key, RegisteredPost row)
    {
        if (rows.TryGetValue(key, out var there))
            there.Add(row);
        else
            rows[key] = new(1) { row };
    }

    private static void Remove(Dictionary<string, List<RegisteredPost>> rows, string key, RegisteredPost row)
    {
        var there = rows[key];
        there.Remove(row);
        if (there.Count == 0)
            rows.Remove(key);
    }
}
