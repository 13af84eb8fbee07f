using System.Collections.Concurrent;

namespace Publisher.Feeds;

/// <summary>Writes one feed as several files at a time: each entry is made once and handed to every writer, and is gone once all have written it.</summary>
internal static class FeedPress
{
    private const int Ahead = 8;

    /// <returns>The names of the files that changed.</returns>
    /// <exception cref="FeedException">A file could not be written; then none is replaced, or not all are.</exception>
    public static IReadOnlyList<string> Print(Feed feed, IReadOnlyList<FeedFile> wanted, FeedFiles files)
    {
        var queues = wanted.Select(_ => new BlockingCollection<Entry>(Ahead)).ToList();
        var writers = wanted.Zip(queues, (file, queue) => Task.Factory.StartNew(() => Write(feed, file, queue, files), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        try
        {
            HandOut(feed.Entries, queues);
            // Only when every entry was made and every file is good is the first replaced.
            Task.WhenAll(writers).GetAwaiter().GetResult();
            return [.. wanted.Zip(writers).Where(pair => files.Publish(pair.First.Name, pair.Second.Result)).Select(pair => pair.First.Name)];
        }
        finally
        {
            // A failed writer has removed its own.
            Task.WhenAll(writers).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            foreach (var writer in writers.Where(writer => writer.IsCompletedSuccessfully))
                writer.Result.Dispose();
            queues.ForEach(queue => queue.Dispose());
        }
    }

    private static void HandOut(IEnumerable<Entry> entries, List<BlockingCollection<Entry>> queues)
    {
        try
        {
            foreach (var entry in entries)
                queues.ForEach(queue => queue.Add(entry));
        }
        finally
        {
            queues.ForEach(queue => queue.CompleteAdding());
        }
    }

    private static TemporaryFile Write(Feed feed, FeedFile file, BlockingCollection<Entry> queue, FeedFiles files)
    {
        try
        {
            return files.Prepare(file.Name, output => FeedRenderer.Render(feed, queue.GetConsumingEnumerable(), file, output));
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
