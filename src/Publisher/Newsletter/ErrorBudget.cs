namespace Publisher.Newsletter;

/// <summary>How many refusals an issue may meet before they are our fault rather than the readers'.</summary>
internal sealed class ErrorBudget(double share)
{
    private const int Run = 25;
    private const int Window = 100;

    private readonly Queue<bool> last = new(Window);
    private readonly Lock gate = new();
    private int inARow;
    private int refused;

    /// <summary>Notes how a delivery ended.</summary>
    /// <returns>Why the issue should stop; null as long as it need not.</returns>
    public string? Note(bool isRefused, string reply)
    {
        lock (gate)
        {
            inARow = isRefused ? inARow + 1 : 0;
            refused += isRefused ? 1 : 0;
            last.Enqueue(isRefused);
            if (last.Count > Window && last.Dequeue())
                refused--;
            if (inARow >= Run)
                return $"{inARow} mails in a row were refused, the last with: {reply}";
            return last.Count == Window && refused > Window * share ? $"of the last {Window} mails {refused} were refused, the last with: {reply}" : null;
        }
    }
}
