namespace Publisher.WebSub;

/// <summary>A hub that is to be told of a changed feed.</summary>
/// <param name="Tag">Of the content that is announced.</param>
/// <param name="QueuedAt">When the feed last changed.</param>
/// <param name="Attempts">Attempts that failed so far.</param>
/// <param name="IsOut">Whether a ping to this hub has failed and none succeeded since.</param>
internal sealed record Ping(string Hub, string Topic, string Tag, DateTimeOffset QueuedAt, int Attempts, bool IsOut);
