namespace Publisher.Tests.Support;

/// <summary>Does what the script says.</summary>
internal sealed class SmtpObedience(SmtpWire wire, CancellationToken cancellation)
{
    /// <returns>Whether the answer has the usual code.</returns>
    public async Task<bool> StepAsync(SmtpAction action, string usual)
    {
        if (action == SmtpAction.Continue)
            await wire.WriteAsync(usual);
        else
            await ObeyAsync(action);
        return action.Line is null ? action == SmtpAction.Continue : action.Line.StartsWith(usual[..3], StringComparison.Ordinal);
    }

    public async Task ObeyAsync(SmtpAction action)
    {
        if (action.IsSilent)
            await Task.Delay(Timeout.Infinite, cancellation);
        if (action.Line is null)
            throw new DroppedException();
        if (action.IsSlow)
            await DripAsync(action.Line);
        await wire.WriteAsync(action.IsSlow ? "" : action.Line);
        if (action.Closes)
            throw new ClosedException();
    }

    private async Task DripAsync(string text)
    {
        foreach (var c in text)
        {
            await wire.WriteRawAsync(c.ToString());
            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>The connection is to be reset.</summary>
    internal sealed class DroppedException : Exception;

    /// <summary>The connection is to be closed in good manners.</summary>
    internal sealed class ClosedException : Exception;
}
