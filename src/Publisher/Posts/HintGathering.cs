namespace Publisher.Posts;

/// <summary>Gathers hints until somebody looks. More of them than a look through the whole folder is worth are one hint at everything.</summary>
internal sealed class HintGathering
{
    private const int Most = 10_000;

    private readonly Lock gate = new();
    private Dictionary<string, Sign> paths = new(StringComparer.Ordinal);
    private bool isEverywhere;
    private bool isTold;

    /// <summary>The halves of a move belong into one look.</summary>
    public void Add(params ReadOnlySpan<(string Path, Sign Sign)> more)
    {
        lock (gate)
        {
            foreach (var (path, sign) in more)
                paths[path] = sign;
            if (paths.Count > Most)
                (paths, isEverywhere) = (new(StringComparer.Ordinal), true);
        }
    }

    public void AddEverything()
    {
        lock (gate)
            isEverywhere = true;
    }

    /// <summary>Whether somebody is still to be told that there is something to take: once is enough.</summary>
    public bool Tell()
    {
        lock (gate)
            return !isTold && (isTold = true);
    }

    /// <summary>What was gathered; the next begin anew.</summary>
    public Hint Take()
    {
        lock (gate)
        {
            var hint = new Hint(isEverywhere, paths);
            (paths, isEverywhere, isTold) = (new(StringComparer.Ordinal), false, false);
            return hint;
        }
    }
}
