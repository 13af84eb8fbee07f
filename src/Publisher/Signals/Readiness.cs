using System.Data.Common;
using Publisher.Mail.Checks;
using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Signals;

/// <summary>Tries whether the work can be done: posts, database, schedule, queue and mail server. What was found is kept for some seconds, so that nobody loads the machine by asking.</summary>
internal sealed class Readiness(Database database, CatalogueStore catalogues, FactsBook facts, ServerKnock servers, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim asking = new(1);
    private IReadOnlyList<string> found = [];
    private DateTimeOffset? foundAt;

    public void Dispose() => asking.Dispose();

    /// <returns>What is wrong, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (foundAt is not { } at || now - at >= Kept || now < at)
                (found, foundAt) = (await LookAsync(cancellation), now);
            return found;
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellation)
    {
        var knock = servers.ProblemAsync(cancellation);
        var problems = new List<string?> { PostsProblem(catalogues.Current) };
        problems.AddRange(await DatabaseProblemsAsync(cancellation));
        problems.Add(await knock);
        return [.. problems.OfType<string>()];
    }

    private static string? PostsProblem(Catalogue catalogue) =>
        catalogue == Catalogue.Empty ? "the posts have not been read yet" : catalogue.FolderProblem;

    private async Task<IReadOnlyList<string?>> DatabaseProblemsAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await WriteAsync(either.Token);
            var now = await facts.ReadAsync(either.Token);
            return [now.IsLate ? $"a schedule is late by {now.ScheduleLag:d\\.hh\\:mm\\:ss}" : null, now.IsStuck ? $"mails are due since {now.QueueAge:d\\.hh\\:mm\\:ss} and none is sent" : null];
        }
        catch (Exception fault) when (fault is DbException or StorageException)
        {
            return [$"the database does not answer: {fault.Message}"];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [FormattableString.Invariant($"the database could not be written to within {Patience.TotalSeconds} seconds")];
        }
    }

    // A full disk reads well.
    private Task WriteAsync(CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.QueryAsync("select count(*) from migrations", row => row.GetInt64(0), cancellation);
            await transaction.ReplaceAsync("health.written", time.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture), cancellation);
        },
        cancellation);
}
