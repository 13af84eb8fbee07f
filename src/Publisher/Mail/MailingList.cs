namespace Publisher.Mail;

/// <summary>The list that a mail belongs to. Nothing of it differs from reader to reader.</summary>
/// <param name="Name">For List-Id (RFC 2919).</param>
internal sealed record MailingList(string Name)
{
    /// <summary>Where past issues are read.</summary>
    public Uri? Archive { get; init; }

    /// <summary>The page that tells what the list is, and how to join it.</summary>
    public Uri? Subscribe { get; init; }

    /// <summary>What providers count complaints by, from the narrow to the wide: at most three words, of letters, digits and hyphens, none of them twice.</summary>
    public IReadOnlyList<string> Campaign { get; init; } = [];

    /// <summary>Where complaints go (RFC 9477); null where nobody would read them.</summary>
    public string? ComplaintAddress { get; init; }
}
