using System.Text.RegularExpressions;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Tags of Jekyll, Octopress and Hexo that need no template to be run: from their arguments to Markdown.</summary>
internal static partial class StaticTags
{
    /// <returns>Null for a tag that is not one of these.</returns>
    public static string? Shown(string name, string arguments, BodyContext context) => name switch
    {
        "link" or "post_url" => Address(TagArguments.Of(arguments), context, arguments),
        "post_link" => PostLink(TagArguments.Of(arguments), context),
        "post_path" => Address(TagArguments.Of(arguments), context, arguments),
        "asset_path" => First(arguments),
        "asset_img" => AssetImage(TagArguments.Of(arguments)),
        "asset_link" => AssetLink(TagArguments.Of(arguments)),
        "img" => Image(arguments),
        "youtube" => First(arguments) is { Length: > 0 } id ? MarkdownText.Video(id) : "",
        "vimeo" => First(arguments) is { Length: > 0 } id ? MarkdownText.Autolink("https://vimeo.com/" + Uri.EscapeDataString(id)) : "",
        "gist" => First(arguments) is { Length: > 0 } id ? MarkdownText.Autolink("https://gist.github.com/" + string.Join('/', id.Split('/').Select(Uri.EscapeDataString))) : "",
        "more" => "<!-- more -->",
        _ => null,
    };

    /// <summary>The first line of a quotation that has an author or a title.</summary>
    public static string QuoteHead(string name, string arguments)
    {
        var words = arguments.Trim();
        if (name is "blockquote" or "quote")
            return "";
        var rest = NoteKind().Replace(words, "").Trim().Trim('"', '\'');
        return rest.Length > 0 ? $"**{rest}**\n\n" : "";
    }

    /// <summary>The last line of a quotation: who said it.</summary>
    public static string QuoteFoot(string name, string arguments) =>
        name is "blockquote" or "quote" && arguments.Trim() is { Length: > 0 } author ? $"\n\n— {author}" : "";

    private static string First(string arguments) => TagArguments.Of(arguments).Positional is [var first, ..] ? first : "";

    private static string Address(TagArguments arguments, BodyContext context, string written)
    {
        var path = arguments.Positional is [var first, ..] ? first : written;
        var parts = path.Split('#', 2);
        var fragment = parts.Length == 2 ? "#" + parts[1] : "";
        return parts[0].Length > 0 && context.PostUrl(parts[0]) is { } url ? url.AbsoluteUri + fragment : "/" + path.TrimStart('/');
    }

    private static string PostLink(TagArguments arguments, BodyContext context)
    {
        if (arguments.Positional is not [var name, .. var rest])
            return "";
        var words = rest is [.., "true" or "false"] ? rest[..^1] : rest;
        var title = string.Join(' ', words);
        var label = title.Length > 0 ? title : name;
        return context.PostUrl(name.Split('#')[0]) is { } url ? MarkdownText.Link(label, url.AbsoluteUri) : label;
    }

    private static string AssetImage(TagArguments arguments)
    {
        var words = arguments.Positional.ToList();
        var at = words.FindIndex(word => word.Contains('.', StringComparison.Ordinal));
        if (at < 0)
            return "";
        var title = string.Join(' ', words.Skip(at + 1).SkipWhile(word => Size().IsMatch(word)));
        return Titled(title, words[at]);
    }

    private static string AssetLink(TagArguments arguments) => arguments.Positional is [var file, .. var rest]
        ? MarkdownText.Link(rest.FirstOrDefault() ?? file, file)
        : "";

    // [class names] /path/to/image [width] [height] ["title text" "alt text"]
    private static string Image(string arguments)
    {
        if (ImageAddress().Match(arguments) is not { Success: true } address)
            return "";
        var rest = TagArguments.Of(arguments[(address.Index + address.Length)..]).Positional.SkipWhile(word => Size().IsMatch(word)).ToList();
        return rest.Count == 2 && arguments.TrimEnd()[^1] is '"' or '\''
            ? MarkdownText.Image(rest[^1], address.Value.Trim('"', '\''), rest[0])
            : Titled(string.Join(' ', rest), address.Value.Trim('"', '\''));
    }

    // Hexo also takes "title 'alt'" in one quotation.
    private static string Titled(string title, string address) => TitleAndAlt().Match(title) is { Success: true, Groups: var groups }
        ? MarkdownText.Image(groups["alt"].Value, address, groups["title"].Value)
        : MarkdownText.Image(title, address);

    [GeneratedRegex(@"(?<=\A|\s)[""']?(?:https?://|/|\.{1,2}/|(?=\S+\.(?:png|jpe?g|gif|webp|svg|avif)\b))\S+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ImageAddress();

    [GeneratedRegex(@"\A[0-9]+(px|%)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Size();

    [GeneratedRegex(@"\A(?<title>[^'""]*?)\s*['""](?<alt>[^'""]*)['""]\z", RegexOptions.ExplicitCapture)]
    private static partial Regex TitleAndAlt();

    [GeneratedRegex(@"\A(default|primary|success|info|warning|danger|light|blue|green|red|yellow|orange|purple|gray)?(\s+(no-icon|icon|flat|simple|modern|disabled))*(?=\s|\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex NoteKind();
}
