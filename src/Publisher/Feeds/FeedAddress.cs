namespace Publisher.Feeds;

/// <summary>Addresses as feeds carry them: absolute, in ASCII (RFC 3986), a non-ASCII host as its A-label.</summary>
internal static class FeedAddress
{
    public static Uri Plain(Uri address)
    {
        if (!address.IsAbsoluteUri)
            throw new ArgumentException($"The address \"{address}\" is not absolute.", nameof(address));
        return address.Host == address.IdnHost ? address : new UriBuilder(address) { Host = address.IdnHost }.Uri;
    }

    public static string Text(Uri address) => Plain(address).AbsoluteUri;

    /// <summary>The address of a file below a site, whether or not the site's address ends with a slash.</summary>
    public static Uri Below(Uri site, string name) => new(Text(site).TrimEnd('/') + '/' + name);
}
