namespace Publisher.Feeds;

/// <summary>A feed as it lies in its folder.</summary>
/// <param name="Changed">When its content last changed, UTC.</param>
internal sealed record FeedStatus(string Name, long Bytes, DateTimeOffset Changed)
{
    /// <summary>The site's own feeds, those that were written.</summary>
    public static IReadOnlyList<FeedStatus> All(string folder) =>
        [.. FeedFormats.All.Select(file => new FileInfo(Path.Combine(folder, file.Name))).Where(file => file.Exists).Select(file => new FeedStatus(file.Name, file.Length, file.LastWriteTimeUtc))];
}
