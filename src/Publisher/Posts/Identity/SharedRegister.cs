using System.Security.Cryptography;
using System.Text;

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
    /// <param name="before">What lay here.</param>
    public static IReadOnlyList<RegisteredPost> Own(IReadOnlyList<RegisteredPost> changes, IEnumerable<string> before)
    {
        if (changes.All(change => change.Gone is null))
            return changes;
        var here = before.ToHashSet(StringComparer.Ordinal);
        return [.. changes.Where(change => change.Gone is null || here.Contains(change.Id))];
    }

    /// <summary>What of the register lies in the folder here.</summary>
    public static IEnumerable<string> Here(IEnumerable<RegisteredPost> rows, Catalogue catalogue) => rows.Where(row => row.Gone is null && catalogue.Files.ContainsKey(row.Path)).Select(row => row.Id);

    /// <summary>What lay on a node when it ended, where it had all posts of the register then and none came since; else nothing, for a post that is missing may not have come to it yet.</summary>
    /// <param name="sum">Of what it had then.</param>
    public static IReadOnlyList<string> Before(IEnumerable<RegisteredPost> rows, string? sum)
    {
        List<string> present = [.. rows.Where(row => row.Gone is null).Select(row => row.Id)];
        return sum is not null && SumOf(present) == sum ? present : [];
    }

    /// <summary>Tells sets of posts apart.</summary>
    public static string SumOf(IEnumerable<string> ids) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ids.Order(StringComparer.Ordinal)))));
}
