namespace Publisher.Subscribers;

/// <summary>Origins of web sites: RFC 6454 section 6.2.</summary>
internal static class Origins
{
    private const int Longest = 253 + 16;

    /// <summary>The origin that a text is, in its one form; null where it is none, such as <c>null</c>.</summary>
    public static string? Read(string? text) =>
        text is { Length: > 0 and <= Longest } && text.All(letter => letter is > ' ' and < '\x7f' and not ('"' or '\'' or ';' or ',' or '<' or '>'))
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && text.TrimEnd('/') is var bare && uri.GetLeftPart(UriPartial.Authority).Equals(bare, StringComparison.OrdinalIgnoreCase)
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
