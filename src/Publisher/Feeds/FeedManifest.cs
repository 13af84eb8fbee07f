namespace Publisher.Feeds;

/// <summary>The list of files in the feeds' folder that are ours, kept in the folder itself: what is on it and no longer wanted may be removed, and nothing else ever.</summary>
internal static class FeedManifest
{
    // The dot keeps it out of the listings and answers of web servers that serve the folder.
    private const string Name = ".publisher-files";
    private static readonly string[] Siblings = ["", ".gz", ".br"];

    /// <returns>The names that were removed.</returns>
    public static IReadOnlyList<string> KeepOnly(string folder, IReadOnlyCollection<string> names)
    {
        var path = Path.Combine(folder, Name);
        var known = File.Exists(path) ? File.ReadAllLines(path) : [];
        var wanted = names.Order(StringComparer.Ordinal).ToList();
        if (known.SequenceEqual(wanted))
            return [];
        var removed = known.Except(wanted, StringComparer.Ordinal).Where(name => Remove(folder, name)).ToList();
        using var file = TemporaryFile.For(path);
        using (var text = new StreamWriter(file.Content, leaveOpen: true) { NewLine = "\n" })
            wanted.ForEach(text.WriteLine);
        file.Flush();
        file.Replace();
        return removed;
    }

    private static bool Remove(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        // Somebody else may have written the list.
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
            return false;
        foreach (var sibling in Siblings)
            File.Delete(path + sibling);
        RemoveEmpty(Path.GetDirectoryName(path)!, folder);
        return true;
    }

    private static void RemoveEmpty(string at, string folder)
    {
        if (at != folder && at.StartsWith(folder, StringComparison.Ordinal) && !Directory.EnumerateFileSystemEntries(at).Any())
        {
            Directory.Delete(at);
            RemoveEmpty(Path.GetDirectoryName(at)!, folder);
        }
    }
}
