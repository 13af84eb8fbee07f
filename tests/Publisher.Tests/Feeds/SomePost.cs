using Publisher.Posts;

namespace Publisher.Tests.Feeds;

/// <summary>Published posts that were never a file.</summary>
internal static class SomePost
{
    public static readonly Site Site = new() { Title = "A blog", Url = new("https://example.org/blog/"), Language = "en", TimeZone = TimeZoneInfo.Utc };

    /// <param name="number">The greater, the newer.</param>
    public static Post Number(int number) => new()
    {
        Path = $"{number}.md",
        Status = PostStatus.Published,
        Id = $"tag:example.org,2026:{number}",
        Title = $"Post {number}",
        Url = new($"https://example.org/blog/{number}/"),
        Published = SomeFeed.Noon.AddDays(number),
        Updated = SomeFeed.Noon.AddDays(number),
        Body = PostBody.Kept($"Text {number}."),
    };

    /// <summary>Newest first.</summary>
    public static List<Post> Upto(int count) => [.. Enumerable.Range(1, count).Reverse().Select(Number)];
}
