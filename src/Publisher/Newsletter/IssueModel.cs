using Publisher.Posts;

namespace Publisher.Newsletter;

/// <summary>A post as the templates of mails see it.</summary>
internal sealed record ShownPost(string Title, Uri? Url, DateTimeOffset? Published, IReadOnlyList<string> Authors, string Language)
{
    /// <summary>The first category.</summary>
    public string? Topic { get; init; }

    public string Html { get; init; } = "";

    /// <summary>The same as plain text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the rest stands on the web alone.</summary>
    public bool IsCut { get; init; }

    public string Summary { get; init; } = "";

    public Uri? Image { get; init; }

    /// <summary>How long it takes to read the whole.</summary>
    public int Minutes { get; init; }
}

/// <param name="Name">Null for the posts that have no category.</param>
internal sealed record ShownTopic(string? Name, IReadOnlyList<ShownPost> Posts);

/// <summary>What the templates of mails know.</summary>
internal sealed record IssueModel(Site Site, string Cadence, IReadOnlyList<ShownPost> Posts)
{
    public ShownPost Post => Posts[0];

    public IReadOnlyList<ShownTopic> Topics { get; init; } = [];

    /// <summary>How many posts are left out for want of room.</summary>
    public int More { get; init; }

    /// <summary>The line beside the subject, where the author gave one.</summary>
    public string? Preheader { get; init; }

    /// <summary>Where the issue stands on the web.</summary>
    public required Uri IssueUrl { get; init; }

    public required Uri ArchiveUrl { get; init; }

    public required Uri SubscribeUrl { get; init; }

    public string? PostalAddress { get; init; }

    /// <summary>Why the reader gets this mail; null on the web.</summary>
    public string? Reason { get; init; }

    public string? UnsubscribeUrl { get; init; }

    public string? PreferencesUrl { get; init; }

    /// <summary>Whether this is the page that everybody may see.</summary>
    public bool Web { get; init; }
}
