namespace Publisher;

/// <summary>The host of an address in ASCII (RFC 5890), without the dot that may end a name: it makes no other host.</summary>
internal static class HostName
{
    /// <returns>Null where the host is no name that can be looked up.</returns>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost.TrimEnd('.') is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            // It parses with characters that its own conversion then refuses.
            return null;
        }
    }
}
