namespace Publisher.Newsletter;

/// <summary>Whose turn it is: of the ways at work, that which has taken least for its weight. Many threads may ask at once.</summary>
/// <param name="weights">One for each way.</param>
internal sealed class Shares(IReadOnlyList<int> weights)
{
    private readonly Lock gate = new();

    // Mails, each divided by its way's weight.
    private readonly double[] taken = new double[weights.Count];
    private readonly int[] atWork = new int[weights.Count];

    // How far the ways that were at work have come, kept when none of them is.
    private double reached;

    /// <summary>A connection of a way sets to work.</summary>
    public void Enter(int way)
    {
        lock (gate)
        {
            // Who was away a while does not make up for all of it.
            if (atWork[way]++ == 0)
                taken[way] = Math.Max(taken[way], reached - ChunkSize.Least);
        }
    }

    /// <summary>A connection of a way has nothing to do, may not, or cannot.</summary>
    public void Leave(int way)
    {
        lock (gate)
            atWork[way]--;
    }

    /// <summary>Takes a number of mails, if it is this way's turn.</summary>
    /// <param name="isUrgent">Whether it waited too long for others.</param>
    public bool TryTake(int way, int mails, bool isUrgent)
    {
        lock (gate)
        {
            if (!isUrgent && Least(way) < taken[way])
                return false;
            reached = Math.Max(reached, taken[way]);
            taken[way] += (double)mails / weights[way];
            return true;
        }
    }

    /// <summary>Of what was taken some was not there.</summary>
    public void GiveBack(int way, int mails)
    {
        lock (gate)
            taken[way] -= (double)mails / weights[way];
    }

    private double? Least(int but) =>
        Enumerable.Range(0, weights.Count).Where(way => way != but && atWork[way] > 0).Select(way => (double?)taken[way]).Min();
}
