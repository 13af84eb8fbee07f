using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>What a permalink is made of.</summary>
/// <param name="Local">The publication in the site's zone.</param>
/// <param name="Slug">The head's, else the file name's without its date.</param>
internal sealed record PermalinkParts(DateTimeOffset Local, IReadOnlyList<string> Categories, string Slug)
{
    public string? OwnSlug { get; init; }

    public string Title { get; init; } = "";

    /// <summary>The name as it is, without extension and language.</summary>
    public string FileName { get; init; } = "";

    /// <summary>The folders between the site's content and the post.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
}

/// <summary>Stage "address": Jekyll's permalink styles and templates, to a path that begins with <c>/</c>.</summary>
internal static partial class Permalinks
{
    public const string Default = "date";

    // The length of most paths: a builder that need not grow.
    private const int Usual = 128;

    // RFC 3986, section 3.3, and the percent sign of what is encoded already.
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~!$&'()*+,;=:@%");

    public static string Path(string styleOrTemplate, PermalinkParts parts)
    {
        var template = Template(styleOrTemplate).AsSpan();
        var filled = new StringBuilder("/", Usual);
        var at = 0;
        foreach (var match in Placeholder().EnumerateMatches(template))
        {
            filled.Append(template[at..match.Index]).Append(Fill(template.Slice(match.Index + 1, match.Length - 1), parts));
            at = match.Index + match.Length;
        }

        var path = filled.Append(template[at..]).ToString();
        return path.Contains("//", StringComparison.Ordinal) ? Slashes().Replace(path, "/") : path;
    }

    /// <summary>The address of a path of the site. A colon in its first part makes no scheme of it.</summary>
    /// <param name="escapedPath">With or without the leading <c>/</c>; always below the site.</param>
    public static Uri Address(Uri site, string escapedPath) => new(site.AbsoluteUri + escapedPath.TrimStart('/'));

    /// <summary>Percent-encodes what may not stand in the path of a URL; what is encoded already stays.</summary>
    public static string Escape(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(PathCharacters))
            return path;
        var escaped = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.IsAscii && PathCharacters.Contains((char)rune.Value))
                escaped.Append((char)rune.Value);
            else
                escaped.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }

    private static string Template(string style) => style switch
    {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        _ => style,
    };

    private static string Fill(ReadOnlySpan<char> name, PermalinkParts parts)
    {
        var date = parts.Local;
        return name switch
        {
            "categories" => Joined(parts.Categories, category => category.ToLowerInvariant()),
            "slugified_categories" => Joined(parts.Categories, Slugs.Plain),
            "title" or "name" => parts.Slug,
            "category" => parts.Categories is [var first, ..] ? first.ToLowerInvariant() : "",
            "folders" => string.Join('/', parts.Folders),
            "slug" => Slugs.Plain(parts.Slug),
            "output_ext" => ".html",
            "y_day" => Text(date.DayOfYear, "000"),
            "week" => Text(ISOWeek.GetWeekOfYear(date.DateTime), "00"),
            "w_year" => Text(ISOWeek.GetYear(date.DateTime), "0000"),
            "i_month" => Text(date.Month, "0"),
            "i_day" => Text(date.Day, "0"),
            _ => date.ToString(DateFormat(name), CultureInfo.InvariantCulture),
        };
    }

    private static string Joined(IReadOnlyList<string> names, Func<string, string> written) => names switch
    {
        [] => "",
        [var one] => written(one),
        _ => string.Join('/', names.Select(written).Distinct()),
    };

    private static string DateFormat(ReadOnlySpan<char> name) => name switch
    {
        "year" => "yyyy",
        "short_year" => "yy",
        "month" => "MM",
        "day" => "dd",
        "hour" => "HH",
        "minute" => "mm",
        "second" => "ss",
        "short_month" => "MMM",
        "long_month" => "MMMM",
        "short_day" => "ddd",
        "long_day" => "dddd",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name.ToString(), null),
    };

    private static string Text(int number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@":(slugified_categories|categories|category|folders|short_year|short_month|long_month|short_day|long_day|output_ext|i_month|i_day|w_year|y_day|minute|second|month|title|name|year|week|hour|slug|day)", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
