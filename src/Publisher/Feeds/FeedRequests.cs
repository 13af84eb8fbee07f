namespace Publisher.Feeds;

/// <summary>How requests for feeds were answered since the program started.</summary>
internal sealed class FeedRequests
{
    /// <summary>The answers that are told apart.</summary>
    public static readonly IReadOnlyList<string> Answers = ["200", "304", "other"];

    private readonly long[] answered = new long[Answers.Count];

    public long Of(int answer) => Volatile.Read(ref answered[answer]);

    public void Count(int status) => Interlocked.Increment(ref answered[status switch
    {
        StatusCodes.Status200OK => 0,
        StatusCodes.Status304NotModified => 1,
        _ => 2,
    }]);
}
