using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>What became of the mail that a database still held when it was adopted.</summary>
/// <param name="Held">Deliveries that nobody knows of whether they were sent since.</param>
internal sealed record Adopted(int Held);

/// <summary>Takes a database that was put back or copied for the one to go on with.</summary>
internal sealed class Adoption(Fence fence)
{
    /// <summary>The due time of what is sent only when the operator says so: the end of the year 9999.</summary>
    public const long Never = 253_402_300_799_000;

    /// <param name="mailed">Whether mail may have gone out since the copy was made. Then nothing that was decided, or may have been, is mailed by itself: what is in the folder now is the past. Else all goes on from where the copy stands.</param>
    public async Task<Adopted> AdoptAsync(bool mailed, CancellationToken cancellation)
    {
        var held = 0;
        await fence.AdoptAsync(async transaction => held = mailed ? await CloseAsync(transaction, cancellation) : 0, cancellation);
        return new(held);
    }

    private static async Task<int> CloseAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        await transaction.ExecuteAsync($"delete from marks where name = '{Releases.FirstSight}'", cancellation);
        await transaction.ExecuteAsync("update releases set state = 'past' where state = 'held'", cancellation);
        await transaction.ExecuteAsync("update subscribers set caught_up_to = (select coalesce(max(sequence), 0) from releases)", cancellation);
        return await transaction.ExecuteAsync(
            """
            update deliveries set status = 'unknown', due_at = @never, lease = null, lease_until = null,
                reply = 'the database was put back or copied while this waited; it may have been sent since'
            where status in ('pending', 'sending', 'deferred', 'unknown')
            """,
            cancellation,
            ("never", Never));
    }
}
