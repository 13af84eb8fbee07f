using Publisher.Posts.Identity;

namespace Publisher.Posts.Reading;

/// <summary>Stage "interpret": from the values of a head to a post, by one table of keys and the dialect of the folder.</summary>
/// <param name="ids">Whose ids new posts take.</param>
/// <param name="keepsBodies">Whether posts keep their body, or read it again from the file when it is shown.</param>
internal sealed class Interpreter(Site site, SiteFile siteFile, PostsOptions options, bool keepsBodies, IdScheme ids)
{
    private readonly Dialect dialect = siteFile.Dialect;
    private readonly PostAddresses addresses = new(site, siteFile, options);
    private readonly KnownNames names = new();
    private readonly IReadOnlyDictionary<string, string> authors = AuthorsFile.Find(options.Folder, siteFile.Root);

    public Post Interpret(FoundFile file, FrontMatter front, SplitSource split, ReadHead head, List<(int Line, string Message)> warnings)
    {
        var name = addresses.NameOf(file.Path);
        var date = Date(HeadKeys.Date, front, warnings) ?? FromPathKey(front) ?? FromName(name, file.Path);
        var title = Titles.Of(front, split, name, warnings);
        var excerpt = front.Text(HeadKeys.Summary);
        var categories = Topics.Categories(front, file.Path, dialect);
        var url = date is { } day ? addresses.Url(front, name, day, title, categories) : null;
        var ownId = front.NonEmpty(HeadKeys.OwnId);
        var mail = MailHead.Read(front, warnings);
        return new()
        {
            Path = file.Path,
            // A bare number or word was no id to the program before.
            OwnId = ids == IdScheme.Stable || (ownId is not null && PostIds.IsIri(ownId)) ? ownId : null,
            FormerId = url is null || ids == IdScheme.Stable ? null : FormerIds.Of(ids, site.Url, url, front.NonEmpty(HeadKeys.Slug) ?? PostDates.WithoutDate(name.FileName), front.NonEmpty(HeadKeys.Number)),
            Url = url,
            Title = title,
            Published = date,
            Appears = Date(HeadKeys.Appears, front, []),
            OwnUpdated = Date(HeadKeys.Updated, front, warnings),
            Expires = Date(HeadKeys.Expires, front, warnings),
            Authors = names.Of(AuthorNames.Of(front, authors, site.Author)),
            Categories = names.Of(categories),
            Tags = names.Of(Topics.Tags(front, dialect)),
            Language = Language(front, warnings) ?? name.Language ?? Languages.OfFolders(file.Path),
            Excerpt = excerpt is null ? null : CleanText.Of(excerpt),
            Image = front.NonEmpty(HeadKeys.Image),
            Enclosures = Enclosures.Read(front, siteFile, site.Url),
            Redirects = Redirects(front),
            Canonical = Web(HeadKeys.Canonical, front, warnings),
            External = Web(HeadKeys.External, front, warnings),
            Mailable = mail.IsWanted,
            Mail = mail,
            Head = split.Source.Contains("page.") ? head.Map : HeadMap.Empty,
            BodyLine = split.BodyLine,
            IsRepaired = head.IsRepaired,
            Body = keepsBodies ? PostBody.Kept(split.Body) : PostBody.InFile(file.FullPath),
            ContentHash = ContentHashes.Of(title, excerpt ?? "", split.Source),
        };
    }

    private string[] Redirects(FrontMatter front) => front.KeyOf(HeadKeys.Redirects) is null ? []
        : [.. HeadKeys.Redirects.SelectMany(key => front.List(key, text => [text])).Where(alias => !dialect.AliasesAreNames || alias.Contains('/', StringComparison.Ordinal))];

    private DateTimeOffset? FromPathKey(FrontMatter front) => front.NonEmpty("path") is { } path ? PostDates.FromFolders(path, site.TimeZone) : null;

    private DateTimeOffset? FromName(PostName name, string path) =>
        dialect.DatesFromNames ? PostDates.FromFileName(name.FileName, site.TimeZone) ?? PostDates.FromFolders(path, site.TimeZone) : null;

    private DateTimeOffset? Date(string[] keys, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        foreach (var key in keys)
        {
            if (front[key] is not HeadScalar { IsNull: false } scalar || string.IsNullOrWhiteSpace(scalar.Text))
                continue;
            var isUtc = dialect.Times == TimesWithoutZone.Utc || (dialect.Times == TimesWithoutZone.UtcUnlessQuoted && !scalar.Quoted);
            var date = PostDates.Read(scalar.Text, isUtc, site.TimeZone);
            if (date is null)
                warnings.Add((scalar.Line, $"'{scalar.Text}' is no date; write {key} as 2026-02-11 17:18:56 +0900"));
            else if (date.Value.Warning is { } warning)
                warnings.Add((scalar.Line, warning));
            if (date is not null)
                return date.Value.Value;
        }

        return null;
    }

    private static string? Language(FrontMatter front, List<(int Line, string Message)> warnings)
    {
        foreach (var key in HeadKeys.Language)
        {
            if (front.NonEmpty(key) is not { } text)
                continue;
            if (Languages.Tag(text) is { } tag)
                return tag;
            warnings.Add((front.Line(key), $"'{key}: {text}' is no language tag; write one such as en, ja or pt-BR"));
        }

        return null;
    }

    private static Uri? Web(string[] keys, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (front.NonEmpty(keys) is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        if (HostName.Of(uri) is not null)
            return uri;
        warnings.Add((front.Line(front.KeyOf(keys) ?? keys[0]), $"the host of '{text}' is no name that can be looked up; the address is left out. Write it anew"));
        return null;
    }
}
