using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>The files of one feed, each to be spliced from the version that lies on disk.</summary>
internal sealed class FeedSplices : IDisposable
{
    // Entries that are rendered anew are all in memory.
    private const int Few = 100;

    private readonly List<(FeedMap Map, FileStream Content)> old = [];
    private readonly List<FeedSplice> splices = [];
    private readonly IReadOnlyList<Post> posts;

    private FeedSplices(IReadOnlyList<Post> posts) => this.posts = posts;

    public int Entries => posts.Count;

    /// <summary>Returns null where one is not there as it was written last, or where too much changed.</summary>
    /// <exception cref="FeedException">An entry could not be rendered.</exception>
    public static FeedSplices? Of(Feed feed, PostEntries entries, IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        var all = new FeedSplices(entries.Posts);
        bool good = false;
        try
        {
            return (good = all.Open(wanted, files) && all.Render(feed, entries, wanted)) ? all : null;
        }
        finally
        {
            if (!good)
                all.Dispose();
        }
    }

    /// <param name="index">Of the file among those that were asked for.</param>
    public FeedMap Write(int index, Stream output) => splices[index].Write(posts, output);

    public void Dispose() => old.ForEach(file => file.Content.Dispose());

    private bool Open(IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        foreach (var file in wanted)
        {
            if (files.Written(file.Name) is not { } written)
                return false;
            old.Add(written);
        }

        return true;
    }

    private bool Render(Feed feed, PostEntries entries, IReadOnlyList<FeedFile> wanted)
    {
        var changed = Changed();
        if (changed.Count > Few)
            return false;
        var part = feed with { Entries = [.. entries.Of(changed)], Authors = feed.Authors };
        splices.AddRange(wanted.Zip(old, (file, before) => new FeedSplice(before, Render(part, changed, file))));
        return splices.TrueForAll(splice => splice.Fits);
    }

    // The first always, so that there is an entry to see the foot behind: JSON closes an empty list otherwise.
    private List<Post> Changed()
    {
        var places = old.ConvertAll(file => file.Map.Places());
        return [.. posts.Where((post, index) => index == 0 || !places.TrueForAll(known => known.ContainsKey(post)))];
    }

    private static (FeedMap, Stream) Render(Feed part, List<Post> changed, FeedFile file)
    {
        var content = new MemoryStream();
        var marks = FeedRenderer.Render(part, part.Entries, file, content);
        return (FeedMap.Of(changed, marks.Ends, file.Format, content), content);
    }
}
