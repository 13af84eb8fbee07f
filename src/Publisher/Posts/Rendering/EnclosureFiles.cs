namespace Publisher.Posts.Rendering;

/// <summary>What an enclosure truly is, where its file lies with the posts: readers refuse a length that is wrong.</summary>
internal static class EnclosureFiles
{
    /// <summary>The enclosure with the length of its file, and with the address of the file where that lies beside the post.</summary>
    public static Enclosure Measured(Enclosure enclosure, PostLinks links)
    {
        if (!links.SiteUrl.IsBaseOf(enclosure.Url))
            return enclosure;
        var name = Uri.UnescapeDataString(links.SiteUrl.MakeRelativeUri(enclosure.Url).ToString());
        if (Length(links.PostsFolder, name) is { } length)
            return enclosure with { Length = length };
        var beside = Path.Combine(Path.GetDirectoryName(links.PostPath) ?? "", name);
        return Length(links.PostsFolder, beside) is { } there
            ? enclosure with { Length = there, Url = new(links.Absolute(name)) }
            : enclosure;
    }

    private static long? Length(string folder, string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
            return null;
        var root = Path.GetFullPath(folder);
        var file = new FileInfo(Path.GetFullPath(Path.Combine(root, name)));
        return file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && file.Exists ? file.Length : null;
    }
}
