namespace Publisher.Newsletter;

/// <summary>Writes what became of deliveries in groups, over all connections. Each connection waits for its own to be on the disk before the body of its next message leaves, so that what may have arrived and is unsettled after a crash is one message a connection.</summary>
internal sealed class Settlements(Ledger ledger, MailCounts counts, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<(Delivery Delivery, Outcome Outcome)> owed = [];
    private List<Entry> waiting = [];
    private bool isWriting;
    private Task writing = Task.CompletedTask;

    public Task SettleAsync(Delivery delivery, Outcome outcome)
    {
        var entry = new Entry(delivery, outcome, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Add(entry);
            if (!isWriting)
                writing = Task.Run(WriteAllAsync);
            isWriting = true;
        }

        return entry.Done.Task;
    }

    /// <summary>Writes what could not be written before: a disk was full, the database locked. What is known of a message is not forgotten as long as the process lives.</summary>
    public async Task PayAsync()
    {
        // A connection that broke down may have left one behind it.
        await writing;
        if (owed.Count == 0)
            return;
        await ledger.SettleAsync(owed, time.GetUtcNow(), CancellationToken.None);
        // What its connection had still before it was never whole.
        foreach (var lease in owed.Select(settled => settled.Delivery.Lease).Distinct())
            await ledger.ReleaseAsync(lease, CancellationToken.None);
        owed.Clear();
    }

    private async Task WriteAllAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var lost = await ledger.SettleAsync([.. group.Select(entry => (entry.Delivery, entry.Outcome))], time.GetUtcNow(), CancellationToken.None);
                group.ForEach(entry => counts.End(entry.Outcome.Status, time.GetUtcNow()));
                group.ForEach(entry => End(entry, lost));
            }
            catch (Exception fault)
            {
                // Each connection is told and stops; none sends on while nothing can be written.
                lock (gate)
                    owed.AddRange(group.Select(entry => (entry.Delivery, entry.Outcome)));
                group.ForEach(entry => entry.Done.SetException(fault));
            }
        }
    }

    // Whose lease was over goes on with nothing of it.
    private static void End(Entry entry, IReadOnlySet<Delivery> lost)
    {
        if (lost.Contains(entry.Delivery))
            entry.Done.SetException(new LeaseLostException());
        else
            entry.Done.SetResult();
    }

    private List<Entry> Next()
    {
        lock (gate)
        {
            var group = waiting;
            waiting = [];
            isWriting = group.Count > 0;
            return group;
        }
    }

    private sealed record Entry(Delivery Delivery, Outcome Outcome, TaskCompletionSource Done);
}
