namespace Publisher.Mail.Dkim;

/// <summary>A private key with the place in DNS where its public half is published. Many threads may sign with it at once.</summary>
/// <param name="Domain">The tag <c>d=</c>, in lower case.</param>
/// <param name="Selector">The tag <c>s=</c>.</param>
internal abstract record DkimKey(string Domain, string Selector)
{
    /// <summary>The tag <c>a=</c>.</summary>
    public abstract string Algorithm { get; }

    /// <summary>The name of the TXT record.</summary>
    public string RecordName => $"{Selector}._domainkey.{Domain}";

    /// <summary>The text of the TXT record (RFC 6376 section 3.6.1).</summary>
    public string Record => $"v=DKIM1; k={Type}; p={PublicKey}";

    /// <summary>The public key as the tag <c>p=</c> has it, in base64.</summary>
    public abstract string PublicKey { get; }

    /// <summary>The tag <c>k=</c> of the record.</summary>
    protected abstract string Type { get; }

    /// <summary>Signs a SHA-256 hash. The same hash gives the same signature.</summary>
    public abstract byte[] Sign(byte[] hash);
}
