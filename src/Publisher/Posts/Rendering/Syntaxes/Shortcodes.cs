namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>The shortcodes that Hugo brings along.</summary>
internal static class Shortcodes
{
    /// <returns>Null for a shortcode that is not known.</returns>
    public static string? Known(Shortcode code, BodyContext context) => code.Name switch
    {
        "figure" => Figure(code),
        "youtube" => code.Argument(0, "id") is { } id ? MarkdownText.Video(id) : "",
        "vimeo" or "vimeo_simple" => code.Argument(0, "id") is { } id ? Address("https://vimeo.com/", id) : "",
        "gist" => Address("https://gist.github.com/", code.Argument(0, "user"), code.Argument(1, "id")),
        "tweet" or "x" or "twitter" => Tweet(code),
        "instagram" => code.Argument(0, "id") is { } id ? Address("https://www.instagram.com/p/", id) : "",
        "ref" or "relref" => Reference(code.Argument(0, "path") ?? "", context),
        _ => null,
    };

    private static string Address(string start, params string?[] parts) =>
        MarkdownText.Autolink(start + string.Join('/', parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Uri.EscapeDataString(part!))));

    private static string Tweet(Shortcode code)
    {
        var positional = code.Arguments.Positional;
        var id = code.Named.GetValueOrDefault("id") ?? (positional.Length > 0 ? positional[^1] : null);
        var user = code.Named.GetValueOrDefault("user") ?? (positional.Length > 1 ? positional[0] : "i");
        return id is null ? "" : Address("https://twitter.com/", user, "status", id);
    }

    private static string Reference(string path, BodyContext context)
    {
        var parts = path.Split('#', 2);
        var fragment = parts.Length == 2 ? "#" + parts[1] : "";
        return parts[0].Length > 0 && context.PostUrl(parts[0]) is { } url ? url.AbsoluteUri + fragment : path;
    }

    private static string Figure(Shortcode code)
    {
        var caption = code.Named.GetValueOrDefault("caption")?.Trim() ?? "";
        var image = MarkdownText.Image(code.Named.GetValueOrDefault("alt") ?? caption, code.Argument(0, "src") ?? "", code.Named.GetValueOrDefault("title"));
        if (code.Named.GetValueOrDefault("link") is { Length: > 0 } link)
            image = $"[{image}]({MarkdownText.Address(link)})";
        return caption.Length > 0 ? $"{image}\n\n*{caption}*\n" : image;
    }
}
