namespace Publisher.Tests.Support;

/// <summary>Does what the script says.</summary>
internal sealed class SmtpObedience(SmtpWire wire, CancellationToken cancellation)
{
    /// <returns>Whether all went as usual.</returns>
    public async Task<bool> StepAsync(SmtpAction action, string usual)
    {
        if (action == SmtpAction.Continue)
            await wire.WriteAsync(usual);
        else
            await ObeyAsync(action);
        return action == SmtpAction.Continue;
    }

    public async Task ObeyAsync(SmtpAction action)
    {
        if (action.IsSilent)
            await Task.Delay(Timeout.Infinite, cancellation);
        if (action.Line is null)
            throw new DroppedException();
        await wire.WriteAsync(action.Line);
        if (action.Closes)
            throw new ClosedException();
    }

    /// <summary>The connection is to be reset.</summary>
    internal sealed class DroppedException : Exception;

    /// <summary>The connection is to be closed in good manners.</summary>
    internal sealed class ClosedException : Exception;
}
