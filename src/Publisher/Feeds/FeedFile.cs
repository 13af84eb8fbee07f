namespace Publisher.Feeds;

/// <summary>A file that a feed is published as.</summary>
/// <param name="Name">The path below the feeds' folder and below the site's address, with <c>/</c>, such as <c>rss.xml</c>.</param>
/// <param name="ContentType">With its charset.</param>
internal sealed record FeedFile(string Name, string ContentType, FeedFormat Format);
