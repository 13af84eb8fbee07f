namespace Publisher.WebSub;

/// <summary>A feed as it is served now.</summary>
/// <param name="Tag">Tells one content from another.</param>
internal sealed record TopicContent(ReadOnlyMemory<byte> Bytes, string ContentType, string Tag);

/// <summary>The feeds that can be subscribed to, as the room that writes them tells of them.</summary>
/// <param name="names">Those that there are now.</param>
internal sealed class Topics(Func<IEnumerable<string>> names, Func<string, Uri> addressOf, Func<string, TopicContent?> find)
{
    public IEnumerable<string> Names => names();

    /// <summary>The feed's own address, by which it is subscribed to.</summary>
    public string AddressOf(string name) => addressOf(name).AbsoluteUri;

    public bool Has(string address) => NameOf(address) is not null;

    public TopicContent? Content(string name) => find(name);

    /// <summary>Null where there is no such feed any more.</summary>
    public TopicContent? At(string address) => NameOf(address) is { } name ? find(name) : null;

    private string? NameOf(string address) => names().FirstOrDefault(name => AddressOf(name) == address);
}
