using System.Globalization;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Newsletter;

/// <summary>Issues to look at before there are any: written like the real ones, kept nowhere.</summary>
internal sealed class SampleIssues(IssueWriter writer, TimeProvider time)
{
    /// <summary>The issue that a post would be in; of a digest, with the published posts of the time before it.</summary>
    public Issue Of(Post post, Cadence cadence, Catalogue catalogue, string language)
    {
        var now = time.GetUtcNow();
        var key = string.Create(CultureInfo.InvariantCulture, $"sample/{SubscriberRows.Word(cadence)}/{language}/{now.ToUnixTimeMilliseconds()}/{post.Path}");
        var text = writer.Write(key, cadence, language, cadence == Cadence.Instant ? [post] : [.. Before(post, cadence, catalogue, now), post], now);
        return new(0, key, cadence, language, text.Subject, text.Text, text.Html, now);
    }

    /// <summary>A reader for whom the links in a mail lead nowhere, as long as the key is no real one.</summary>
    public static Subscriber Reader(string email, Cadence cadence, string language) =>
        new(1, email, SubscriberStatus.Confirmed, cadence, [], language, 0, DateTimeOffset.UnixEpoch);

    private static IEnumerable<Post> Before(Post post, Cadence cadence, Catalogue catalogue, DateTimeOffset now)
    {
        var end = post.Published ?? now;
        var start = cadence switch { Cadence.Daily => end.AddDays(-1), Cadence.Weekly => end.AddDays(-7), _ => end.AddMonths(-1) };
        return catalogue.Published.Where(other => other.Mailable && other.Path != post.Path && other.Published > start && other.Published <= end).Reverse();
    }
}
