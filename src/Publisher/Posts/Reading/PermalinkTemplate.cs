using System.Globalization;
using System.Runtime.CompilerServices;
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

/// <summary>Stage "address": one of Jekyll's permalink styles, or a template, taken apart once and filled for each post.</summary>
internal sealed partial class PermalinkTemplate
{
    // The length of most paths: room on the stack.
    private const int Usual = 256;

    // A text, and the placeholder behind it.
    private readonly List<(string Text, string? Name)> pieces = [];

    /// <param name="styleOrTemplate">Such as <c>pretty</c>, or <c>/:year/:title/</c>.</param>
    public PermalinkTemplate(string styleOrTemplate)
    {
        var template = Template(styleOrTemplate);
        var at = 0;
        foreach (var match in Placeholder().EnumerateMatches(template))
        {
            pieces.Add((template[at..match.Index], template.Substring(match.Index + 1, match.Length - 1)));
            at = match.Index + match.Length;
        }

        pieces.Add((template[at..], null));
    }

    /// <returns>A path that begins with <c>/</c>.</returns>
    public string Path(PermalinkParts parts)
    {
        var path = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[Usual]);
        if (!pieces[0].Text.StartsWith('/'))
            path.AppendLiteral("/");
        foreach (var (text, name) in pieces)
        {
            path.AppendLiteral(text);
            if (name is not null)
                Fill(ref path, name, parts);
        }

        var filled = path.ToStringAndClear();
        return filled.Contains("//", StringComparison.Ordinal) ? Slashes().Replace(filled, "/") : filled;
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

    private static void Fill(ref DefaultInterpolatedStringHandler path, string name, PermalinkParts parts)
    {
        if (DateFormat(name) is { } format)
            path.AppendFormatted(parts.Local, format);
        else
            path.AppendLiteral(Text(name, parts));
    }

    private static string Text(string name, PermalinkParts parts) => name switch
    {
        "categories" => Joined(parts.Categories, static category => category.ToLowerInvariant()),
        "slugified_categories" => Joined(parts.Categories, Slugs.Plain),
        "title" or "name" => parts.Slug,
        "category" => parts.Categories is [var first, ..] ? first.ToLowerInvariant() : "",
        "folders" => string.Join('/', parts.Folders),
        "slug" => Slugs.Plain(parts.Slug),
        "output_ext" => ".html",
        "y_day" => Number(parts.Local.DayOfYear, "000"),
        "week" => Number(ISOWeek.GetWeekOfYear(parts.Local.DateTime), "00"),
        "w_year" => Number(ISOWeek.GetYear(parts.Local.DateTime), "0000"),
        "i_month" => Number(parts.Local.Month, "0"),
        "i_day" => Number(parts.Local.Day, "0"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static string? DateFormat(string name) => name switch
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
        _ => null,
    };

    private static string Joined(IReadOnlyList<string> names, Func<string, string> written) => names switch
    {
        [] => "",
        [var one] => written(one),
        [var one, var other] => Pair(written(one), written(other)),
        _ => string.Join('/', names.Select(written).Distinct()),
    };

    private static string Pair(string one, string other) => one == other ? one : $"{one}/{other}";

    private static string Number(int number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@":(slugified_categories|categories|category|folders|short_year|short_month|long_month|short_day|long_day|output_ext|i_month|i_day|w_year|y_day|minute|second|month|title|name|year|week|hour|slug|day)", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
