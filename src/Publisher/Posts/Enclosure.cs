namespace Publisher.Posts;

/// <summary>A file that goes with a post, a podcast's episode mostly.</summary>
/// <param name="Length">In bytes; null where the post does not say.</param>
/// <param name="Type">The media type.</param>
internal sealed record Enclosure(Uri Url, long? Length, string? Type, TimeSpan? Duration);
