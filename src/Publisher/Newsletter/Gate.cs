using Publisher.Storage;

namespace Publisher.Newsletter;

/// <summary>Lets mail out only from the database that was in use here: one that was put back or copied publishes feeds and mails nobody until the operator speaks.</summary>
internal sealed partial class Gate(Fence fence, TimeProvider time, ILogger<Gate> log)
{
    // A copy of the database that was made while mail goes out is an old one after this.
    private static readonly TimeSpan RaiseEvery = TimeSpan.FromMinutes(1);

    private bool stood;
    private string? told;

    /// <summary>Whether anything may be released, composed or mailed. Once it may not, it is asked again each time: the operator may have spoken.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellation)
    {
        if (!stood)
            stood = await fence.StandAsync(cancellation);
        if (!stood && fence.Objection != told)
            LogShut(fence.Objection!);
        if (stood && told is not null)
            LogOpen();
        told = stood ? null : fence.Objection;
        return stood;
    }

    /// <summary>Sends, and makes older what was copied before or meanwhile. It ends where the database is exchanged under it.</summary>
    public async Task SendAsync(Func<CancellationToken, Task> send, CancellationToken cancellation)
    {
        if (!(stood = await fence.StandAsync(cancellation)))
            return;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = send(ends.Token);
        try
        {
            while (await Task.WhenAny(sending, Task.Delay(RaiseEvery, time, ends.Token)) != sending && !cancellation.IsCancellationRequested && stood)
                stood = await fence.StandAsync(cancellation);
        }
        finally
        {
            await ends.CancelAsync();
            await sending;
        }
    }

    [LoggerMessage(341, LogLevel.Error, "Nothing is released, composed or mailed from this database: {Objection}. Mail that went out since could go out again. Feeds and pages go on. If this is the database to go on with, run `publisher database adopt`")]
    private partial void LogShut(string objection);

    [LoggerMessage(342, LogLevel.Information, "The database was adopted: mail goes out again")]
    private partial void LogOpen();
}
