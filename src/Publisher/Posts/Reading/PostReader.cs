using System.Security.Cryptography;
using System.Text;

namespace Publisher.Posts.Reading;

/// <summary>Stage "interpret": from the text of a file to a post. Whether it is due is not asked here.</summary>
/// <param name="keepsBodies">Whether posts keep their body, or read it again from the file when it is shown.</param>
internal sealed class PostReader(Site site, SiteFile siteFile, PostsOptions options, bool keepsBodies = true)
{
    /// <summary>Reads one file. What is wrong with it becomes a status and problems, never an exception.</summary>
    public Post Read(FoundFile file)
    {
        try
        {
            // Not even opened: what has no length may be a pipe that never ends.
            if (file.Stamp.Length == 0)
                return Empty(file);
            if (file.Stamp.Length > options.MaxFileSize.Bytes)
                throw new PostException(0, $"the file is larger than {options.MaxFileSize}; split it, or raise posts.maxFileSize");
            var warnings = new List<(int Line, string Message)>();
            return Read(file, SourceText.Decode(File.ReadAllBytes(file.FullPath), warnings), warnings);
        }
        catch (PostException fault)
        {
            return Broken(file, fault.Line, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Broken(file, 0, $"the file cannot be read: {fault.Message}");
        }
    }

    public Post Read(FoundFile file, string text) => Read(file, text, []);

    private Post Read(FoundFile file, string text, List<(int Line, string Message)> warnings)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Empty(file);
        var split = FrontMatterSplitter.Split(text);
        var head = Heads.Parse(split, warnings);
        var front = new FrontMatter(head, siteFile.DefaultsFor(file.FullPath));
        var post = WithStatus(Interpret(file, front, split, warnings), file, split, front, warnings);
        return post with { Problems = [.. warnings.Select(warning => new Problem(file.Path, warning.Line, Severity.Warning, warning.Message))] };
    }

    private static Post Empty(FoundFile file) => new() { Path = file.Path, Status = PostStatus.Skipped, Reason = "the file is empty" };

    private static Post Broken(FoundFile file, int line, string message) => new()
    {
        Path = file.Path,
        Status = PostStatus.Broken,
        Reason = message,
        Problems = [new(file.Path, line, Severity.Error, message)],
    };

    private Post Interpret(FoundFile file, FrontMatter front, SplitSource split, List<(int Line, string Message)> warnings)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path).TrimEnd('.');
        var slug = Slugs.FromName(front.NonEmpty("slug") ?? PostDates.WithoutDate(name));
        var date = Date("date", front, warnings) ?? PostDates.FromFileName(name, site.TimeZone);
        var title = Title(front, split, name, warnings);
        var excerpt = front.Text("excerpt", "description", "summary");
        var categories = Topics.Categories(front, file.Path);
        return new()
        {
            Path = file.Path,
            OwnId = front.NonEmpty("guid", "id", "uuid"),
            Url = date is { } day ? Url(front, new(TimeZoneInfo.ConvertTime(day, site.TimeZone), categories, slug)) : null,
            Title = title,
            Published = date,
            OwnUpdated = Date("updated", front, warnings) ?? Date("last_modified_at", front, warnings) ?? Date("lastmod", front, warnings),
            Expires = Date("expiryDate", front, warnings),
            Authors = Topics.Authors(front, site.Author),
            Categories = categories,
            Tags = Topics.Tags(front),
            Language = front.NonEmpty("lang", "language", "locale")?.Replace('_', '-'),
            Excerpt = excerpt is null ? null : CleanText.Of(excerpt),
            Image = front.NonEmpty("image", "cover", "thumbnail", "featured_image") ?? ((front["image"] as HeadMap)?["path"] as HeadScalar)?.Text,
            Mailable = front.Flag("mail", out _) ?? true,
            Body = keepsBodies ? PostBody.Kept(split.Body) : PostBody.InFile(file.FullPath),
            ContentHash = Hash(title, excerpt ?? "", split.Body),
        };
    }

    private static Post WithStatus(Post post, FoundFile file, SplitSource split, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (file.InDraftFolder)
            return post with { Status = PostStatus.Draft, Reason = "it lies in a folder of drafts" };
        var reason = split.Head is not null ? DraftFlag.Read(front, warnings) : DraftFlag.Suspect(split.Body, warnings);
        return reason is not null ? post with { Status = PostStatus.Draft, Reason = reason } : post;
    }

    private static string Title(FrontMatter front, SplitSource split, string name, List<(int Line, string Message)> warnings)
    {
        var title = front.NonEmpty("title") is { } text ? CleanText.Line(text) : null;
        if (title?.Contains('\uFFFD') == true)
            warnings.Add((front.Line("title"), "the title holds the replacement character U+FFFD, the trace of a character that was lost; it is kept as it is"));
        return title is { Length: > 0 } ? title : Headings.First(split.Body) ?? FromName(name);
    }

    private static string FromName(string name)
    {
        var title = Slugs.ToTitle(Slugs.FromName(PostDates.WithoutDate(name)));
        return title.Length > 0 ? title : name;
    }

    private DateTimeOffset? Date(string key, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (front[key] is not HeadScalar scalar || string.IsNullOrWhiteSpace(scalar.Text))
            return null;
        var date = PostDates.Read(scalar.Text, scalar.Quoted, site.TimeZone);
        if (date is null)
            warnings.Add((scalar.Line, $"'{scalar.Text}' is no date; write {key} as 2026-02-11 17:18:56 +0900"));
        else if (date.Value.Warning is { } warning)
            warnings.Add((scalar.Line, warning));
        return date?.Value;
    }

    private Uri Url(FrontMatter front, PermalinkParts parts)
    {
        var own = front.NonEmpty("permalink");
        if (Uri.TryCreate(own, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https")
            return whole;
        var template = own ?? options.Permalink ?? siteFile.Permalink ?? Permalinks.Default;
        return Permalinks.Address(site.Url, Permalinks.Escape(Permalinks.Path(template, parts)));
    }

    private static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
