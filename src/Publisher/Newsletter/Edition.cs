using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One run of composing: what is decided for every reader of a cadence who is due.</summary>
/// <param name="Due">The time of the schedule that is being kept.</param>
/// <param name="End">The number of the newest post that it decides on. What is released while it runs is left for the next.</param>
/// <param name="Posts">What may be mailed of the posts up to there, oldest first.</param>
/// <param name="Awaited">The file of a released post that cannot be read now; null where there is none.</param>
internal sealed record Edition(Cadence Cadence, DateTimeOffset Due, DateTimeOffset Now, long End, IReadOnlyList<MailablePost> Posts, string? Awaited)
{
    /// <summary>The issues that this run found or wrote, by their keys.</summary>
    public Dictionary<string, long> Issues { get; } = new(StringComparer.Ordinal);

    /// <summary>What makes an issue this issue: for a post the post, for a digest its time and posts. A run that is repeated after a crash finds the issues of the first.</summary>
    public string Key(string language, IReadOnlyList<MailablePost> posts)
    {
        var set = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', posts.Select(post => post.Post.Id))));
        var time = Cadence == Cadence.Instant ? "" : Due.ToUniversalTime().ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture) + "/";
        return $"{SubscriberRows.Word(Cadence)}/{time}{language}/{Convert.ToHexStringLower(set.AsSpan(0, 16))}";
    }
}
