using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>What differs in the folder from what was read last.</summary>
internal sealed class FolderLook(string folder, PostFinder finder)
{
    private static readonly Dictionary<string, FoundFile?> Nothing = [];

    /// <param name="paths">What to look at where the hint is not at everything.</param>
    /// <returns>The files that are new or not as they were read, null for those that are gone; whether all of the folder was looked at; and why it could not be.</returns>
    public (Dictionary<string, FoundFile?> Changed, bool IsWhole, string? Problem) Changed(Catalogue previous, Hint hint, IEnumerable<string> paths)
    {
        try
        {
            if (!hint.IsEverywhere && previous != Catalogue.Empty && previous.FolderProblem is null && Directory.Exists(folder) && ChangedAt(previous, paths) is { } few)
                return (few, false, null);
            return finder.Find() is { } found ? (Changed(previous.Shelves, found), true, null)
                : (Nothing, true, $"the posts folder {folder} is not there; feeds stay as they are and nothing new is mailed until it is back");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (Nothing, true, $"the posts folder {folder} cannot be read: {fault.Message}");
        }
    }

    /// <summary>One file as a look through the whole folder finds it.</summary>
    public FoundFile? Find(string path, Catalogue previous) => finder.Find(path, below => previous.Shelves.HasBelow($"{below}index."));

    /// <returns>Null where what was hinted at is more than files.</returns>
    private Dictionary<string, FoundFile?>? ChangedAt(Catalogue previous, IEnumerable<string> paths)
    {
        var changed = new Dictionary<string, FoundFile?>(StringComparer.Ordinal);
        // A link changes with what it leads to, wherever that is in the folder.
        foreach (var path in paths.Concat(previous.Shelves.Links.Select(entry => entry.Path)).Where(PostFinder.MayHold))
        {
            if (finder.IsMore(path) || previous.Shelves.HasBelow(path + "/"))
                return null;
            var (file, read) = (Find(path, previous), previous.Shelves.At(path)?.File);
            if (file is null ? read is not null : read?.IsOf(file) != true)
                changed[path] = file;
        }

        return changed;
    }

    private static Dictionary<string, FoundFile?> Changed(Shelves shelves, Dictionary<string, FoundFile> found)
    {
        var changed = new Dictionary<string, FoundFile?>(StringComparer.Ordinal);
        foreach (var entry in shelves.Entries)
        {
            if (!found.Remove(entry.Path, out var file))
                changed[entry.Path] = null;
            else if (!entry.File.IsOf(file))
                changed[entry.Path] = file;
        }

        foreach (var (path, file) in found)
            changed[path] = file;
        return changed;
    }
}
