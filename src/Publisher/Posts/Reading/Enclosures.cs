using System.Globalization;
using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>The media of a podcast as heads name them: an address or a name under the site's prefix, in keys of their own or WordPress's three lines.</summary>
internal static partial class Enclosures
{
    /// <param name="site">Its address; what is no address of its own lies below it.</param>
    public static IReadOnlyList<Enclosure> Read(FrontMatter front, SiteFile siteFile, Uri site)
    {
        foreach (var key in HeadKeys.Media)
        {
            var (address, length, type) = Parts(front[key]);
            if (address.Length > 0 && Address(address, siteFile.MediaPrefix, site) is { } url)
                return [new(url, Bytes(length ?? front.NonEmpty(HeadKeys.MediaBytes)), MediaType(type) ?? TypeOf(url), Duration(front.NonEmpty(HeadKeys.MediaDuration)))];
        }

        return [];
    }

    /// <summary>Hours, minutes and seconds; minutes may pass sixty where no hours stand before them. A bare number is seconds.</summary>
    public static TimeSpan? Duration(string? text)
    {
        var match = Clock().Match(text?.Trim() ?? "");
        if (!match.Success)
            return null;
        return new TimeSpan(Number(match, "hours"), Number(match, "minutes"), 0) + TimeSpan.FromSeconds(Number(match, "seconds"));
    }

    private static (string Address, string? Length, string? Type) Parts(HeadValue? value) => value switch
    {
        HeadScalar { IsNull: false } text => Lines(text.Text),
        HeadMap map => (Text(map, "url") ?? Text(map, "src") ?? Text(map, "file") ?? "", Text(map, "length") ?? Text(map, "size") ?? Text(map, "bytes"), Text(map, "type")),
        HeadList { Items: [HeadScalar or HeadMap, ..] items } => Parts(items[0]),
        _ => ("", null, null),
    };

    // WordPress keeps address, length and type a line each; YAML may have made spaces of the line ends. A name may hold spaces too.
    private static (string Address, string? Length, string? Type) Lines(string text)
    {
        var lines = text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length >= 3 && lines[1].All(char.IsAsciiDigit) && lines[2].Contains('/', StringComparison.Ordinal) ? (lines[0], lines[1], lines[2]) : (text.Trim(), null, null);
    }

    private static Uri? Address(string text, string? prefix, Uri site)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https")
            return HostName.Of(whole) is null ? null : whole;
        var under = prefix is null || text.StartsWith('/') ? text : $"{prefix.TrimEnd('/')}/{text}";
        return Uri.TryCreate(site, under, out var url) && url.Scheme is "http" or "https" ? url : null;
    }

    private static long? Bytes(string? text) =>
        text is not null && long.TryParse(text.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    // Directories and validators refuse a feed for a word that is no type.
    private static string? MediaType(string? text) => text is not null && TypeForm().IsMatch(text) ? text.ToLowerInvariant() : null;

    private static string? TypeOf(Uri url) => Path.GetExtension(url.AbsolutePath).ToUpperInvariant() switch
    {
        ".MP3" => "audio/mpeg",
        ".M4A" or ".M4B" => "audio/mp4",
        ".OGG" or ".OGA" or ".OPUS" => "audio/ogg",
        ".WAV" => "audio/wav",
        ".FLAC" => "audio/flac",
        ".MP4" or ".M4V" => "video/mp4",
        ".WEBM" => "video/webm",
        ".MOV" => "video/quicktime",
        ".PDF" => "application/pdf",
        _ => null,
    };

    private static string? Text(HeadMap map, string key) => map[key] is HeadScalar { IsNull: false } scalar ? scalar.Text.Trim() : null;

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<hours>[0-9]{1,3}):(?=[0-9]{1,2}:))?((?<minutes>[0-9]{1,4}):)?(?<seconds>[0-9]{1,6})(\.[0-9]+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex("^[A-Za-z]+/[A-Za-z0-9][A-Za-z0-9.+-]*$")]
    private static partial Regex TypeForm();
}
