using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>One run of composing.</summary>
/// <param name="Due">The time of the schedule that is being kept.</param>
internal sealed record Edition(Cadence Cadence, DateTimeOffset Due, Catalogue Catalogue, DateTimeOffset Now)
{
    /// <summary>What makes an issue this issue: for a post the post, for a digest its time and posts. A run that is repeated after a crash finds the issues of the first.</summary>
    public string Key(string language, IReadOnlyList<MailablePost> posts)
    {
        var set = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', posts.Select(post => post.Post.Id))));
        var time = Cadence == Cadence.Instant ? "" : Due.ToUniversalTime().ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture) + "/";
        return $"{SubscriberRows.Word(Cadence)}/{time}{language}/{Convert.ToHexStringLower(set.AsSpan(0, 16))}";
    }
}
