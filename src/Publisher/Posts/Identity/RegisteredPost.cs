namespace Publisher.Posts.Identity;

/// <summary>What is remembered of a post that was published once.</summary>
/// <param name="Id">An absolute IRI, never given to another post.</param>
/// <param name="FormerId">The id it had before its author named one.</param>
/// <param name="Path">Where it lies, or lay last.</param>
/// <param name="Updated">When its content last changed.</param>
/// <param name="Published">Its own time; null in a row of before this was kept.</param>
/// <param name="Stamp">When feeds say that it was published.</param>
/// <param name="Gone">When its file was first missed; null while it is there.</param>
internal sealed record RegisteredPost(
    string Id,
    string? FormerId,
    string Path,
    string ContentHash,
    DateTimeOffset FirstSeen,
    DateTimeOffset Updated,
    DateTimeOffset? Gone,
    DateTimeOffset? Published = null,
    DateTimeOffset? Stamp = null);
