namespace Publisher.Posts.Identity;

/// <summary>What the nodes of one register may do to each other's rows. Their folders differ for a while, when a pull lags: then none takes back what another wrote.</summary>
internal sealed class SharedRegister
{
    private readonly Dictionary<string, RegisteredPost> edited = new(StringComparer.Ordinal);

    /// <summary>The rows that are to be learnt. The text of a post that was edited elsewhere is not: here its file is as it was.</summary>
    public IReadOnlyList<RegisteredPost> News(IEnumerable<RegisteredPost> rows, RegisterIndex known)
    {
        edited.Clear();
        var news = new List<RegisteredPost>();
        foreach (var row in rows)
        {
            var here = known.Find(row.Id);
            if (here is not null && here.Gone is null && row.Gone is null && here.ContentHash != row.ContentHash)
                edited[row.Id] = row;
            else if (here != row)
                news.Add(row);
        }

        return news;
    }

    /// <summary>Learns of edits that came here now what another node noted when it saw them.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Settle(IReadOnlyList<RegisteredPost> changes, RegisterIndex known)
    {
        var same = changes.Where(change => edited.TryGetValue(change.Id, out var there) && there.ContentHash == change.ContentHash).Select(change => edited[change.Id]).ToList();
        known.Learn(same);
        return same.Count > 0;
    }

    /// <summary>The changes that are this node's to write: a post goes only where it was.</summary>
    /// <param name="before">What was in force here.</param>
    public static IReadOnlyList<RegisteredPost> Own(IReadOnlyList<RegisteredPost> changes, Catalogue before)
    {
        if (changes.All(change => change.Gone is null))
            return changes;
        var here = before.Published.Select(post => post.Id).ToHashSet(StringComparer.Ordinal);
        return [.. changes.Where(change => change.Gone is null || here.Contains(change.Id))];
    }
}
