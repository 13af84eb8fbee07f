using System.Collections.Concurrent;
using Publisher.Feeds.Splicing;

namespace Publisher.Feeds;

/// <summary>What came of printing one feed.</summary>
/// <param name="Changed">The names of the files that changed.</param>
/// <param name="Entries">How many entries it holds.</param>
/// <param name="Length">Of its largest file, in bytes.</param>
internal sealed record Printed(IReadOnlyList<string> Changed, int Entries, long Length);

/// <summary>Writes one feed as several files: each entry is made once and handed to every writer.</summary>
internal static class FeedPress
{
    // To hand on each by itself would have every writer wake and sleep for each.
    private const int Handful = 16;
    private const int Ahead = 2;

    /// <exception cref="FeedException">A file could not be written; then none is replaced, or not all are.</exception>
    public static Printed Print(Feed feed, IReadOnlyList<FeedFile> wanted, FeedFiles files) => feed.Entries switch
    {
        IReadOnlyList<Entry> => PrintInTurn(feed, wanted, files),
        PostEntries entries when FeedSplices.Of(feed, entries, wanted, files) is { } splices => PrintSpliced(splices, wanted, files),
        _ => PrintAtOnce(feed, wanted, files),
    };

    // The entries are in memory, and few: a thread a file would cost more than it saves.
    private static Printed PrintInTurn(Feed feed, IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        var written = new List<TemporaryFile>();
        try
        {
            written.AddRange(wanted.Select(file => files.Prepare(file.Name, output => FeedRenderer.Render(feed, feed.Entries, file, output))));
            return Replace(wanted, written, ((IReadOnlyList<Entry>)feed.Entries).Count, files);
        }
        finally
        {
            written.ForEach(file => file.Dispose());
        }
    }

    private static Printed PrintSpliced(FeedSplices splices, IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        using (splices)
            return Gather(wanted, [.. wanted.Select((file, index) => Task.Run(() => files.Prepare(file.Name, output => splices.Write(index, output))))], () => splices.Entries, files);
    }

    // All posts of a blog may be larger than the memory: each entry is gone once all files have it.
    private static Printed PrintAtOnce(Feed feed, IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        var queues = wanted.Select(_ => new BlockingCollection<Entry[]>(Ahead)).ToList();
        var writers = wanted.Zip(queues, (file, queue) => Task.Factory.StartNew(() => Write(feed, file, queue, files), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        try
        {
            return Gather(wanted, writers, () => HandOut(feed.Entries, queues), files);
        }
        finally
        {
            queues.ForEach(queue => queue.Dispose());
        }
    }

    private static Printed Gather(IReadOnlyList<FeedFile> wanted, List<Task<TemporaryFile>> writers, Func<int> handOut, FeedFiles files)
    {
        try
        {
            int count = handOut();
            // Only when every entry was made and every file is good is the first replaced.
            Task.WhenAll(writers).GetAwaiter().GetResult();
            return Replace(wanted, [.. writers.Select(writer => writer.Result)], count, files);
        }
        finally
        {
            // A failed writer has removed its own.
            Task.WhenAll(writers).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            foreach (var writer in writers.Where(writer => writer.IsCompletedSuccessfully))
                writer.Result.Dispose();
        }
    }

    private static Printed Replace(IReadOnlyList<FeedFile> wanted, List<TemporaryFile> written, int entries, FeedFiles files)
    {
        var length = written.Max(file => file.Content.Length);
        return new([.. wanted.Zip(written).Where(pair => files.Publish(pair.First.Name, pair.Second)).Select(pair => pair.First.Name)], entries, length);
    }

    private static int HandOut(IEnumerable<Entry> entries, List<BlockingCollection<Entry[]>> queues)
    {
        var count = 0;
        try
        {
            foreach (var some in entries.Chunk(Handful))
            {
                count += some.Length;
                queues.ForEach(queue => queue.Add(some));
            }
        }
        finally
        {
            queues.ForEach(queue => queue.CompleteAdding());
        }

        return count;
    }

    private static TemporaryFile Write(Feed feed, FeedFile file, BlockingCollection<Entry[]> queue, FeedFiles files)
    {
        try
        {
            return files.Prepare(file.Name, output =>
            {
                var marks = FeedRenderer.Render(feed, queue.GetConsumingEnumerable().SelectMany(some => some), file, output);
                return feed.Entries is PostEntries entries ? FeedMap.Of(entries.Posts, marks.Ends, file.Format, output) : null;
            });
        }
        finally
        {
            // The others still wait for theirs.
            foreach (var _ in queue.GetConsumingEnumerable())
            {
            }
        }
    }
}
