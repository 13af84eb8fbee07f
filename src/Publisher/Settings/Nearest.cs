namespace Publisher.Settings;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class Nearest
{
    private const int LongestTypo = 64;

    /// <summary>The candidate that ends with the name (<c>title</c>, <c>site.title</c>) if only one does, else the one a few slips away, else null.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestTypo)
            return null;
        var all = candidates.ToList();
        var endings = all.FindAll(candidate => EndsWithName(candidate, name));
        return endings.Count == 1 ? endings[0] : Closest(name, all);
    }

    private static bool EndsWithName(string candidate, string name) =>
        candidate.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        && candidate.Length > name.Length
        && candidate[^(name.Length + 1)] is '.' or '/';

    private static string? Closest(string name, IEnumerable<string> candidates)
    {
        var farthest = Math.Max(1, name.Length / 4);
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= farthest)
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= farthest)
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    internal static int Distance(string left, string right)
    {
        var cells = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            for (var j = 0; j <= right.Length; j++)
                cells[i, j] = i == 0 || j == 0 ? i + j : Cell(cells, left, right, i, j);
        return cells[left.Length, right.Length];
    }

    private static int Cell(int[,] cells, string left, string right, int i, int j)
    {
        var best = Math.Min(
            Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1,
            cells[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
        var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, cells[i - 2, j - 2] + 1) : best;
    }
}
