namespace Publisher.Feeds;

/// <summary>A file that a feed is published as, or that goes with the feeds.</summary>
/// <param name="Name">The path below the feeds' folder and below the site's address, with <c>/</c>, such as <c>rss.xml</c>.</param>
/// <param name="ContentType">With its charset.</param>
/// <param name="Format">Null where it is no feed.</param>
internal sealed record FeedFile(string Name, string ContentType, FeedFormat? Format);
