namespace Publisher.Mail.Checks;

internal enum Verdict
{
    Good,

    /// <summary>Mail may arrive, and something should be better.</summary>
    Warning,

    /// <summary>Mail will not arrive, or not everywhere.</summary>
    Bad,

    /// <summary>It could not be asked.</summary>
    Unknown,
}

/// <summary>One thing that decides whether mail arrives.</summary>
/// <param name="Advice">What to do; empty where there is nothing.</param>
/// <param name="Publish">A record for DNS, ready to paste into a zone file.</param>
internal sealed record MailCheck(string Name, Verdict Verdict, string Found, string Advice = "", string? Publish = null)
{
    public const string CouldNotAsk = "could not ask DNS";
}
