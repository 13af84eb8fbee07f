using Publisher.Posts;

namespace Publisher.Feeds.Topics;

/// <summary>The posts of one topic, newest first, up to the limit of a feed.</summary>
/// <param name="Name">The spelling that most of its posts use.</param>
/// <param name="Count">Of all its posts, those beyond the limit too.</param>
internal sealed record TopicFeed(TopicKind Kind, string Slug, string Name, int Count, IReadOnlyList<Post> Posts)
{
    /// <summary>The folder of its files, with <c>/</c> behind.</summary>
    public string Prefix => $"{FolderOf(Kind)}/{Slug}/";

    public FeedPlan Plan(FeedsOptions options) => new(Prefix, Posts, FeedPlan.FilesAt(Prefix, options))
    {
        Topic = Kind == TopicKind.Languages ? LanguageNames.Of(Name) : Name,
        Language = Kind == TopicKind.Languages ? Name : null,
    };

    public static string FolderOf(TopicKind kind) => kind switch
    {
        TopicKind.Categories => "categories",
        TopicKind.Tags => "tags",
        TopicKind.Authors => "authors",
        TopicKind.Languages => "languages",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
