using System.Collections.Immutable;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>Writes the feeds of a catalogue, and holds what was written for the web to serve.</summary>
internal sealed partial class FeedPublisher(FeedBuilder builder, FeedsOptions options, ILogger<FeedPublisher> log)
{
    private readonly FeedFiles files = new(options.Folder);
    private volatile ImmutableDictionary<string, PublishedFile> published = ImmutableDictionary<string, PublishedFile>.Empty;
    private Catalogue? done;

    /// <summary>The feeds as they lie on disk, by name.</summary>
    public IReadOnlyDictionary<string, PublishedFile> Published => published;

    /// <summary>The feeds that the settings ask for.</summary>
    public IReadOnlyList<FeedFile> Wanted { get; } = FeedFormats.Wanted(options);

    /// <summary>Brings the files up to a catalogue. What did not change is not touched.</summary>
    /// <returns>The names of the files that changed.</returns>
    /// <exception cref="FeedException">A file could not be written; the last good ones stay, and the next call tries again.</exception>
    public IReadOnlyList<string> Publish(Catalogue catalogue)
    {
        if (done == catalogue)
            return [];
        var feed = builder.Build(catalogue);
        var changed = Wanted.Where(file => files.Publish(file.Name, FeedRenderer.Render(feed, file))).Select(file => file.Name).ToList();
        published = Wanted.Select(files.Load).OfType<PublishedFile>().ToImmutableDictionary(file => file.Name);
        done = catalogue;
        if (changed.Count > 0)
            LogPublished(string.Join(", ", changed), feed.Entries.Count);
        return changed;
    }

    [LoggerMessage(101, LogLevel.Information, "Published {Files} with {Count} posts")]
    private partial void LogPublished(string files, int count);
}
