using System.Collections.Concurrent;
using System.Collections.Immutable;
using Publisher.Feeds.Archives;
using Publisher.Posts;
using Publisher.WebSub;

namespace Publisher.Feeds;

/// <summary>What came of publishing.</summary>
/// <param name="Changed">The names of the files that changed.</param>
/// <param name="Removed">The names of files whose feeds are no more.</param>
/// <param name="Warnings">What the operator should know, a sentence each.</param>
/// <param name="Faults">Feeds that could not be written: their last good files stay, and the next round tries again.</param>
internal sealed record FeedChanges(IReadOnlyList<string> Changed, IReadOnlyList<string> Removed, IReadOnlyList<string> Warnings, IReadOnlyList<FeedException> Faults)
{
    public static FeedChanges None { get; } = new([], [], [], []);
}

/// <summary>Writes the feeds of a catalogue, and finds what was written for the web to serve. One round at a time.</summary>
internal sealed partial class FeedPublisher(FeedBuilder builder, FeedBook book, FeedsOptions options, Site site, Hubs hubs, ILogger<FeedPublisher> log)
{
    private readonly FeedFiles files = new(options.Folder);
    private readonly ConcurrentDictionary<string, FeedPlan> printed = new(StringComparer.Ordinal);
    private volatile ImmutableDictionary<string, FeedFile> published = ImmutableDictionary<string, FeedFile>.Empty;
    private LoadedFeeds? loaded;
    private FeedMemory? memory;
    private Catalogue? done;
    private long written;

    /// <summary>The feeds that lie on disk, by name.</summary>
    public IReadOnlyDictionary<string, FeedFile> Published => published;

    /// <summary>How many files were written since the program started.</summary>
    public long Written => Volatile.Read(ref written);

    /// <summary>The feeds that could not be written in the last round.</summary>
    public IReadOnlyList<FeedException> Faults { get; private set; } = [];

    /// <summary>Every feed that was asked for last, by prefix.</summary>
    public IReadOnlyList<FeedPlan> Plans { get; private set; } = [];

    /// <summary>The feed that a file is of; null where it is none.</summary>
    public FeedPlan? PlanOf(FeedFile file) => file.Format is { } format ? PlanAt(file.Name[..^FeedFormats.Of(format).Name.Length]) : null;

    /// <summary>The feed whose files begin with a prefix; null where there is none.</summary>
    public FeedPlan? PlanAt(string prefix) => printed.GetValueOrDefault(prefix);

    /// <summary>A published feed with its content; null where it is not there. Read when it is first asked for: a build never asks.</summary>
    public PublishedFile? Find(ReadOnlySpan<char> name) => Loaded.Find(name);

    private LoadedFeeds Loaded => LazyInitializer.EnsureInitialized(ref loaded, () => new(name => published.TryGetValue(name, out var file) ? Load(file) : null));

    private PublishedFile? Load(FeedFile file) => files.Load(file) is not { } found ? null
        : PlanOf(file) is { IsArchive: false } ? found with { Links = HubLinks.Header(FeedAddress.Below(site.Url, file.Name), hubs.All) }
        : found;

    /// <summary>Brings the files up to a catalogue. What did not change is not touched; a feed whose posts are the same objects as before is not even rendered.</summary>
    public async Task<FeedChanges> PublishAsync(Catalogue catalogue, CancellationToken cancellation)
    {
        if (done == catalogue)
            return FeedChanges.None;
        memory ??= await book.LoadAsync(site, cancellation);
        var pages = ArchivePages.Of(catalogue.Published, memory.Archived, options);
        await book.LearnAsync(pages.Learnt, cancellation);
        memory = memory with
        {
            Archived = pages.Learnt.Count == 0 ? memory.Archived : memory.Archived.Concat(pages.Learnt).ToDictionary(),
            Tombstones = options.Tombstones ? await book.GoneAsync(cancellation) : [],
        };
        var round = new FeedRound(builder, files, memory, printed);
        round.Print(FeedPlans.All(catalogue, options, site, pages, memory.Tombstones));
        round.Print(Opml.File, output => Opml.Write(round.Plans, site, output));
        round.Print(FeedStyle.File, output => FeedStyle.Write(site, output));
        var changes = round.End();
        Plans = round.Plans;
        published = round.Files.ToImmutableDictionary(file => file.Name);
        Loaded.Forget();
        done = changes.Faults.Count == 0 ? catalogue : null;
        Faults = changes.Faults;
        Interlocked.Add(ref written, changes.Changed.Count);
        if (changes.Changed.Count > 0)
            LogPublished(changes.Changed.Count > 6 ? $"{changes.Changed.Count} files" : string.Join(", ", changes.Changed), catalogue.Published.Count);
        if (changes.Removed.Count > 0)
            LogRemoved(string.Join(", ", changes.Removed.Take(6)));
        return changes;
    }

    [LoggerMessage(101, LogLevel.Information, "Published {Files} of {Count} posts")]
    private partial void LogPublished(string files, int count);

    [LoggerMessage(102, LogLevel.Information, "Removed {Files}: no post is left that belongs in them")]
    private partial void LogRemoved(string files);
}
