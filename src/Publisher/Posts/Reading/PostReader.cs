using System.Globalization;
using System.Text;
using Publisher.Posts.Identity;

namespace Publisher.Posts.Reading;

/// <summary>From a file to a post: decode, split, parse, interpret, one after another. Whether it is due is not asked here.</summary>
/// <param name="keepsBodies">Whether posts keep their body, or read it again from the file when it is shown.</param>
internal sealed class PostReader(Site site, SiteFile siteFile, PostsOptions options, bool keepsBodies = true, IdScheme ids = IdScheme.Stable)
{
    private readonly Interpreter interpreter = new(site, siteFile, options, keepsBodies, ids);

    /// <summary>Reads one file. What is wrong with it becomes a status and problems, never an exception.</summary>
    public Post Read(FoundFile file)
    {
        try
        {
            // Not even opened: what has no length may be a pipe that never ends.
            if (file.Stamp.Length == 0)
                return Skipped(file, "the file is empty");
            if (file.Stamp.Length > options.MaxFileSize.Bytes)
                throw new PostException(0, $"the file is larger than {options.MaxFileSize}; split it, or raise posts.maxFileSize");
            var warnings = new List<(int Line, string Message)>();
            using var bytes = FileBytes.Read(file.FullPath);
            return PlainSource.Split(bytes.Memory) is { } split ? Read(file, split, warnings) : Read(file, SourceText.Decode(bytes.Memory.Span, warnings), warnings);
        }
        catch (PostException fault)
        {
            return Broken(file, fault.Line, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Broken(file, 0, $"the file cannot be read: {fault.Message}");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever a library makes of one file, the others go on.
            return Broken(file, 0, $"the file brought the reader to a fault of its own ({fault.GetType().Name}: {fault.Message}); simplify it, and report it with the file");
        }
    }

    public Post Read(FoundFile file, string text) => Read(file, text, []);

    private Post Read(FoundFile file, string text, List<(int Line, string Message)> warnings)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Skipped(file, "the file is empty");
        if (CleanText.FirstForbidden(text) is >= 0 and var at)
            warnings.Add((1 + text.AsSpan(0, at).Count('\n'), string.Create(CultureInfo.InvariantCulture, $"the text holds U+{(int)text[at]:X4}, which no feed can carry; it and its like are left out. Delete them from the file")));
        var split = FrontMatterSplitter.Split(text);
        if (split.Head is null && !split.Body.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return Skipped(file, "the file holds no text");
        return Read(file, split, warnings);
    }

    private Post Read(FoundFile file, SplitSource split, List<(int Line, string Message)> warnings)
    {
        var head = Heads.Parse(split, options.Limits, warnings);
        var front = new FrontMatter(head.Map, siteFile.DefaultsFor(file.FullPath));
        var post = WithStatus(interpreter.Interpret(file, front, split, head, warnings), file, split, head, front, warnings);
        return warnings.Count == 0 ? post : post with { Problems = [.. warnings.Select(warning => new Problem(file.Path, warning.Line, Severity.Warning, warning.Message))] };
    }

    // What is no post by its place needs no words of its own.
    private static Post Skipped(FoundFile file, string reason) => new()
    {
        Path = file.Path,
        Status = PostStatus.Skipped,
        Reason = file.NoPost ?? reason,
        Problems = file.NoPost is null ? [new(file.Path, 0, Severity.Warning, $"{reason}; write the post, or delete the file")] : [],
    };

    private static Post Broken(FoundFile file, int line, string message) => new()
    {
        Path = file.Path,
        Status = PostStatus.Broken,
        Reason = message,
        Problems = [new(file.Path, line, Severity.Error, message)],
    };

    private static Post WithStatus(Post post, FoundFile file, SplitSource split, ReadHead head, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (file.InDraftFolder)
            return post with { Status = PostStatus.Draft, Reason = "it lies in a folder of drafts" };
        var reason = split.Head is null ? DraftFlag.Suspect(split.Body, warnings)
            : DraftFlag.Read(front, warnings)
                ?? (head.IsRepaired ? DraftFlag.InRepaired(split.Head, split.HeadLine, warnings) : null)
                ?? (split.Kind == HeadKind.Toml ? DraftFlag.InTables(head.Map, warnings) : null)
                ?? DraftFlag.BelowHead(split, warnings);
        if (reason is not null)
            return post with { Status = PostStatus.Draft, Reason = reason };
        return file.NoPost is not null ? post with { Status = PostStatus.Skipped, Reason = file.NoPost }
            : HeadKeys.NoPage.FirstOrDefault(key => front.Text(key)?.Equals("false", StringComparison.OrdinalIgnoreCase) == true) is { } key ? post with { Status = PostStatus.Hidden, Reason = $"{key}: false" }
            : post;
    }
}
