using System.Collections.Immutable;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>Writes the feeds of a catalogue, and finds what was written for the web to serve.</summary>
internal sealed partial class FeedPublisher(FeedBuilder builder, FeedsOptions options, ILogger<FeedPublisher> log)
{
    private readonly FeedFiles files = new(options.Folder);
    private readonly Lock loading = new();
    private volatile ImmutableDictionary<string, PublishedFile> loaded = ImmutableDictionary<string, PublishedFile>.Empty;
    private volatile ImmutableDictionary<string, FeedFile> published = ImmutableDictionary<string, FeedFile>.Empty;
    private Catalogue? done;

    /// <summary>The feeds that lie on disk, by name.</summary>
    public IReadOnlyDictionary<string, FeedFile> Published => published;

    /// <summary>The feeds that the settings ask for.</summary>
    public IReadOnlyList<FeedFile> Wanted { get; } = [.. FeedPlan.All(options).SelectMany(plan => plan.Files)];

    /// <summary>A published feed with its content; null where it is not there. Read when it is first asked for: a build never asks.</summary>
    public PublishedFile? Find(string name)
    {
        if (loaded.TryGetValue(name, out var found) || !published.TryGetValue(name, out var file))
            return found;
        lock (loading)
        {
            if (!loaded.TryGetValue(name, out found) && (found = files.Load(file)) is not null)
                loaded = loaded.Add(name, found);
            return found;
        }
    }

    /// <summary>Brings the files up to a catalogue. What did not change is not touched.</summary>
    /// <returns>The names of the files that changed.</returns>
    /// <exception cref="FeedException">A file could not be written; the last good ones stay, and the next call tries again.</exception>
    public IReadOnlyList<string> Publish(Catalogue catalogue)
    {
        if (done == catalogue)
            return [];
        var changed = FeedPlan.All(options).SelectMany(plan => FeedPress.Print(builder.Build(catalogue, plan), plan.Files, files)).ToList();
        lock (loading)
            loaded = loaded.RemoveRange(changed);
        published = Wanted.ToImmutableDictionary(file => file.Name);
        done = catalogue;
        if (changed.Count > 0)
            LogPublished(string.Join(", ", changed), catalogue.Published.Count);
        return changed;
    }

    [LoggerMessage(101, LogLevel.Information, "Published {Files} of {Count} posts")]
    private partial void LogPublished(string files, int count);
}
