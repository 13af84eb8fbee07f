using Publisher.Storage;

namespace Publisher.WebSub;

/// <summary>Queues what hubs and subscribers are to hear of changed feeds. What was announced last is kept with it, so that a crash between a file and the queue loses nothing.</summary>
internal sealed class Announcer(Hubs hubs, Topics topics, Database database, TimeProvider time)
{
    // Not before everything was compared once: at the start, and after a fault.
    private bool isSure;

    /// <summary>Says that something was queued; must be quick.</summary>
    public event Action? Queued;

    /// <summary>Publishes, and announces what changed by it.</summary>
    /// <param name="publish">Returns the names of the feeds that changed.</param>
    public async Task FollowAsync(Func<Task<IReadOnlyList<string>>> publish, CancellationToken cancellation)
    {
        var wasSure = isSure;
        isSure = false;
        var changed = await publish();
        if (hubs.All.Count > 0)
            await AnnounceAsync(wasSure ? changed : topics.Names, cancellation);
        isSure = true;
    }

    private async Task AnnounceAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var present = topics.Names.ToHashSet();
        var contents = names.Where(present.Contains).Select(name => (Topic: topics.AddressOf(name), topics.Content(name)?.Tag)).Where(feed => feed.Tag is not null).ToList();
        var queued = 0;
        foreach (var (topic, tag) in contents)
            queued += await AnnounceAsync(topic, tag!, cancellation) ? 1 : 0;
        if (queued > 0)
            Queued?.Invoke();
    }

    private Task<bool> AnnounceAsync(string topic, string tag, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = time.GetUtcNow();
            var news = await transaction.ExecuteAsync(
                "insert into websub_topics (topic, tag) values (@topic, @tag) on conflict (topic) do update set tag = excluded.tag where websub_topics.tag <> excluded.tag",
                cancellation,
                ("topic", topic),
                ("tag", tag));
            if (news == 0)
                return false;
            foreach (var hub in hubs.Others)
                await PingQueue.AddAsync(transaction, hub, topic, tag, now, cancellation);
            if (hubs.Own is not null)
                await HubSubscriptions.WantAsync(transaction, topic, tag, now, cancellation);
            return true;
        },
        cancellation);
}
