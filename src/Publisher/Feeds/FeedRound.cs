using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Publisher.Feeds;

/// <summary>One round of publishing: every feed in turn, each for itself, so that one that cannot be written harms no other.</summary>
/// <param name="printed">What each feed was printed from last, by prefix; kept from round to round.</param>
internal sealed class FeedRound(FeedBuilder builder, FeedFiles files, FeedMemory memory, ConcurrentDictionary<string, FeedPlan> printed)
{
    // Beyond this, readers complain and crawlers give up.
    private const long Large = 1 << 20;

    private readonly MadeEntries made = new();
    private readonly ConcurrentQueue<string> changed = [];
    private readonly ConcurrentQueue<string> warnings = [];
    private readonly ConcurrentQueue<FeedException> faults = [];
    private readonly ConcurrentBag<FeedPlan> plans = [];
    private readonly List<FeedFile> others = [];

    /// <summary>Every feed that was asked for, by prefix.</summary>
    public IReadOnlyList<FeedPlan> Plans => [.. plans.OrderBy(plan => plan.Prefix, StringComparer.Ordinal)];

    /// <summary>Every file that is there now.</summary>
    public IReadOnlyList<FeedFile> Files => [.. plans.SelectMany(plan => plan.Files).Concat(others).Where(file => files.Exists(file.Name))];

    /// <summary>The first alone and before any other: it is the one that readers wait for.</summary>
    public void Print(IEnumerable<FeedPlan> wanted)
    {
        using var rest = wanted.GetEnumerator();
        if (!rest.MoveNext())
            return;
        Print(rest.Current);
        var others = new List<FeedPlan>();
        while (rest.MoveNext())
            others.Add(rest.Current);
        try
        {
            Parallel.ForEach(others, Print);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>A file that is no feed.</summary>
    public void Print(FeedFile file, Action<Stream> write)
    {
        others.Add(file);
        Guarded(() =>
        {
            using var content = files.Prepare(file.Name, write);
            if (files.Publish(file.Name, content))
                changed.Enqueue(file.Name);
        });
    }

    /// <summary>Takes away what no feed is any more, and counts up.</summary>
    public FeedChanges End()
    {
        foreach (var prefix in printed.Keys.Except(plans.Select(plan => plan.Prefix)))
            printed.TryRemove(prefix, out _);
        IReadOnlyList<string> removed = [];
        // With a fault, what is on disk may be all there is.
        if (faults.IsEmpty)
            Guarded(() => removed = files.KeepOnly([.. plans.SelectMany(plan => plan.Files).Concat(others).Select(file => file.Name)]));
        return new([.. changed.Order(StringComparer.Ordinal)], removed, [.. warnings.Order(StringComparer.Ordinal)], [.. faults]);
    }

    private void Print(FeedPlan plan)
    {
        plans.Add(plan);
        if (printed.TryGetValue(plan.Prefix, out var before) && before.IsSame(plan))
            return;
        printed.TryRemove(plan.Prefix, out _);
        Guarded(() =>
        {
            PrintWithoutBad(plan);
            printed[plan.Prefix] = plan;
        });
    }

    // An entry that no feed can carry is left out and named; the others go on.
    private void PrintWithoutBad(FeedPlan plan)
    {
        var posts = plan.Posts.ToList();
        while (true)
        {
            try
            {
                Report(plan, FeedPress.Print(builder.Build(plan with { Posts = posts }, memory.Origin, made), plan.Files, files));
                return;
            }
            catch (FeedException fault) when (fault.EntryId is { } id && posts.RemoveAll(post => post.Id == id) > 0)
            {
                warnings.Enqueue($"{fault.Message}; it is left out of {plan.Files[0].Name}");
            }
        }
    }

    private void Report(FeedPlan plan, Printed result)
    {
        foreach (var name in result.Changed)
            changed.Enqueue(name);
        if (result.Entries < plan.Posts.Count)
            warnings.Enqueue($"{Names(plan)} hold the {result.Entries} newest of {plan.Posts.Count} posts, as more would pass feeds.maxSize; set feeds.content to summary, or feeds.archives to a number to lead readers to the rest");
        else if (result.Length > Large && result.Changed.Count > 0)
            warnings.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Names(plan)} take up to {result.Length / 1024.0 / 1024.0:0.0} MiB, which many readers do not load; set feeds.limit lower, or feeds.content to summary"));
    }

    private static string Names(FeedPlan plan) => string.Join(", ", plan.Files.Select(file => file.Name));

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (FeedException fault)
        {
            faults.Enqueue(fault);
        }
    }
}
