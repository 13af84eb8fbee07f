namespace Publisher.Feeds.Topics;

/// <summary>What posts can have in common, each with feeds of its own.</summary>
internal enum TopicKind
{
    Categories,
    Tags,
    Authors,
    Languages,
}
