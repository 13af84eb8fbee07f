using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>What becomes of a file.</summary>
internal enum PostStatus
{
    Published,
    Draft,
    Scheduled,
    Expired,
    Hidden,
    Skipped,
    Broken,
}

/// <summary>One source file, as read. It holds nothing that depends on the time but <see cref="Status"/> and <see cref="Reason"/>, which the catalogue sets.</summary>
internal sealed record Post
{
    /// <summary>Relative to the posts folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public PostStatus Status { get; init; }

    /// <summary>Why the status is what it is, in words for the author.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The id for life, an absolute IRI; empty until the post is first published.</summary>
    public string Id { get; init; } = "";

    /// <summary>The id that the front matter names, if it does.</summary>
    public string? OwnId { get; init; }

    /// <summary>The id that the program gave it that published the blog before; it is taken when the post is new to us.</summary>
    public string? FormerId { get; init; }

    public Uri? Url { get; init; }

    /// <summary>Plain text.</summary>
    public string Title { get; init; } = "";

    public DateTimeOffset? Published { get; init; }

    /// <summary>When feeds say that it was published: at <see cref="Published"/>, or seconds later where it names no time and others of its day neither. It stays when others come and go.</summary>
    public DateTimeOffset? Stamp { get => field ?? Published; init; }

    /// <summary>The date of the last change that the front matter names.</summary>
    public DateTimeOffset? OwnUpdated { get; init; }

    /// <summary>When the content last changed; never before <see cref="Stamp"/>.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>When it is to appear, where that is later than its date.</summary>
    public DateTimeOffset? Appears { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Language { get; init; }

    /// <summary>The summary that the front matter gives, as written (Markdown or HTML); null where it gives none.</summary>
    public string? Excerpt { get; init; }

    public string? Image { get; init; }

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Old addresses that lead to the post, as written.</summary>
    public IReadOnlyList<string> Redirects { get; init; } = [];

    /// <summary>Where the post stood first, if that is elsewhere.</summary>
    public Uri? Canonical { get; init; }

    /// <summary>What a post of a link blog is about.</summary>
    public Uri? External { get; init; }

    /// <summary>The whole head, for a body that speaks of it; empty for any other.</summary>
    public HeadMap Head { get; init; } = HeadMap.Empty;

    /// <summary>The line of the file that the body begins at.</summary>
    public int BodyLine { get; init; } = 1;

    /// <summary>Whether the front matter could only be read in part.</summary>
    public bool IsRepaired { get; init; }

    /// <summary>Whether the front matter lets the post be mailed.</summary>
    public bool Mailable { get; init; } = true;

    /// <summary>How the front matter wants the post mailed.</summary>
    public PostMail Mail { get; init; } = PostMail.Usual;

    public PostBody Body { get; init; } = PostBody.Empty;

    /// <summary>A hash of what a reader sees: title, summary and body. It finds a post that was moved, and tells an edit from a touch.</summary>
    public string ContentHash { get; init; } = "";

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Categories and tags: what a reader can choose as topics.</summary>
    public IEnumerable<string> Topics => Categories.Concat(Tags).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The topics by which readers get the post.</summary>
    public IEnumerable<string> MailTopics => Mail.To.Count > 0 ? Mail.To : Topics;

    /// <summary>The subject of the post's own mail.</summary>
    public string Subject => Mail.Subject ?? Title;

    public bool IsPublished => Status == PostStatus.Published;
}
