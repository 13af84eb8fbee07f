namespace Publisher.Feeds;

/// <summary>A feed that the settings ask for: which posts stand in it, and the files that it is written to.</summary>
/// <param name="Path">The folder of its files below the feeds' folder, with <c>/</c> behind; empty for the site's own feed.</param>
/// <param name="Limit">Number of newest posts; 0 for all.</param>
/// <param name="IsComplete">Whether it says of itself that it holds every post there is (RFC 5005, section 2).</param>
internal sealed record FeedPlan(string Path, int Limit, IReadOnlyList<FeedFile> Files, bool IsComplete = false)
{
    public static IReadOnlyList<FeedPlan> All(FeedsOptions options) =>
        options.Complete ? [Own(options), new("complete/", Limit: 0, FilesIn("complete/", options), IsComplete: true)] : [Own(options)];

    /// <summary>The site's own, which readers are led to.</summary>
    public static FeedPlan Own(FeedsOptions options) => new("", options.Limit, FilesIn("", options));

    private static IReadOnlyList<FeedFile> FilesIn(string path, FeedsOptions options) =>
        [.. FeedFormats.All.Where(file => options.Formats.Contains(file.Format)).Select(file => file with { Name = path + file.Name })];
}
