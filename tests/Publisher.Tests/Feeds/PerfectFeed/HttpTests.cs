using System.Globalization;
using System.IO.Compression;
using System.Net;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Answers that caches, readers and browsers can build on: points 27 to 29.</summary>
public sealed class HttpTests : PerfectFeedTests
{
    private static readonly string[] Encodings = ["identity", "gzip", "br"];

    private Uri Server => Publisher.Http.BaseAddress!;

    [Theory]
    [InlineData("/rss.xml", "application/rss+xml; charset=utf-8")]
    [InlineData("/atom.xml", "application/atom+xml; charset=utf-8")]
    [InlineData("/feed.json", "application/feed+json; charset=utf-8")]
    [InlineData("/tags/t/atom.xml", "application/atom+xml; charset=utf-8")]
    [InlineData("/archive/1.feed.json", "application/feed+json; charset=utf-8")]
    [InlineData("/feeds.opml", "text/x-opml; charset=utf-8")]
    public async Task Point_27_A_reader_that_has_the_feed_is_told_so_and_nobody_else(string path, string type)
    {
        await StartWithPostsAsync();
        var tags = new List<string>();
        foreach (var encoding in Encodings)
        {
            var feed = await GetAsync(path, ("Accept-Encoding", encoding));
            var tag = feed["ETag"]!;
            tags.Add(tag);
            Assert.Equal((HttpStatusCode.OK, type, "nosniff"), (feed.Status, feed["Content-Type"], feed["X-Content-Type-Options"]));
            Assert.StartsWith("\"", tag, StringComparison.Ordinal);
            Assert.Equal(File.GetLastWriteTimeUtc(Folder["public" + path]).ToString("R"), feed["Last-Modified"]);
            foreach (var known in new[] { tag, $"W/{tag}", "*", $"\"x\", {tag}", $"W/\"a,b\" ,\tW/{tag}" })
                await IsKnownAsync(path, feed, ("Accept-Encoding", encoding), ("If-None-Match", known));
            await IsKnownAsync(path, feed, ("Accept-Encoding", encoding), ("If-Modified-Since", feed["Last-Modified"]!));
            await IsKnownAsync(path, feed, ("Accept-Encoding", encoding), ("If-None-Match", tag), ("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"));
            foreach (var unknown in new (string, string)[][] { [("If-None-Match", "\"x\"")], [("If-None-Match", tag.Trim('"'))], [("If-None-Match", "\"\"\",,")], [("If-None-Match", "\"x\""), ("If-Modified-Since", feed["Last-Modified"]!)], [("If-Modified-Since", "yesterday")], [("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")], [("If-Modified-Since", "")] })
                Assert.Equal(feed.Bytes, (await GetAsync(path, [("Accept-Encoding", encoding), .. unknown])).Bytes);
            await HeadIsTheSameAsync(path, feed, encoding);
        }

        Assert.Equal(3, tags.Distinct().Count());
    }

    [Fact]
    public async Task Point_27_The_time_and_the_tag_are_those_of_the_last_change()
    {
        await StartWithPostsAsync();
        var before = await GetAsync("/atom.xml");
        await PassAsync();
        Assert.Equal((before["ETag"], before["Last-Modified"]), await GetAsync("/atom.xml") is var same ? (same["ETag"], same["Last-Modified"]) : default);
        Post("2026-02-28-new.md", "title: New");
        await UntilFeedHoldsAsync("New");
        var after = await GetAsync("/atom.xml", ("If-None-Match", before["ETag"]!));
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.NotEqual(before["ETag"], after["ETag"]);
        Assert.True(Instant(after) >= Instant(before));

        // Taken back: the old content has the old tag again.
        File.Delete(Folder["posts/2026-02-28-new.md"]);
        await UntilFeedAsync(feed => !feed.Contains("New", StringComparison.Ordinal), "the post to go");
        Assert.Equal(before["ETag"], (await GetAsync("/atom.xml"))["ETag"]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("GZIP, Br;q=0.5", "gzip")]
    [InlineData("gzip;q=0.2, br;q=0.8", "br")]
    [InlineData("gzip;q=0, *", "br")]
    [InlineData("gzip;q=0, br;q=0", null)]
    [InlineData("*;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("identity;q=1, gzip;q=0.5", null)]
    [InlineData("zstd, compress, x-nothing", null)]
    [InlineData("gzip;q=nonsense, , ;;;", null)]
    [InlineData("br;q=1.001", null)]
    public async Task Point_28_The_coding_is_the_one_that_was_asked_for(string accepted, string? coding)
    {
        await StartWithPostsAsync();
        var plain = await GetAsync("/rss.xml");
        var answer = await GetAsync("/rss.xml", ("Accept-Encoding", accepted));
        Assert.Equal((HttpStatusCode.OK, coding, "Accept-Encoding"), (answer.Status, answer["Content-Encoding"], answer["Vary"]));
        Assert.Equal(plain.Bytes, await UnpackedAsync(answer));
    }

    [Fact]
    public async Task Point_28_Anybody_may_read_and_nobody_may_write()
    {
        await StartWithPostsAsync();
        var feed = await GetAsync("/atom.xml", ("Cookie", "a=b"), ("Origin", "https://reader.example"));
        Assert.Equal(("public, max-age=300", "*", "Accept-Encoding", null), (feed["Cache-Control"], feed["Access-Control-Allow-Origin"], feed["Vary"], feed["Set-Cookie"]));
        foreach (var query in new[] { "?utm_source=x", "?format=json&%00=<>", "?", "?" + new string('a', 4000) })
            Assert.Equal(feed.Bytes, (await GetAsync("/atom.xml" + query)).Bytes);

        var asked = await Wire.SendAsync(Server, $"OPTIONS /atom.xml HTTP/1.1\r\nHost: {Server.Authority}\r\nOrigin: https://reader.example\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204", asked, StringComparison.Ordinal);
        Assert.Contains("Access-Control-Allow-Origin: *", asked, StringComparison.Ordinal);
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW" })
        {
            var refused = await Wire.SendAsync(Server, $"{method} /atom.xml HTTP/1.1\r\nHost: {Server.Authority}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 405", refused, StringComparison.Ordinal);
            Assert.Contains("Allow: GET, HEAD, OPTIONS", refused, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Point_28_What_is_not_there_or_gone_is_no_feed()
    {
        Post("2026-02-02-gone.md", "title: Gone\npermalink: /gone.xml\ntags: [last]");
        await StartWithPostsAsync();
        File.Delete(Folder["posts/2026-02-02-gone.md"]);
        await Publisher.UntilAsync(async () => (await GetAsync("/gone.xml")).Status != HttpStatusCode.OK, "the post to go");
        await Publisher.UntilAsync(async () => (await GetAsync("/tags/last/rss.xml")).Status == HttpStatusCode.NotFound, "the feeds of its topic to go");
        foreach (var (path, status) in new[] { ("/gone.xml", HttpStatusCode.Gone), ("/never/rss.xml", HttpStatusCode.NotFound), ("/tags/last/rss.xml", HttpStatusCode.NotFound), ("/archive/99.atom.xml", HttpStatusCode.NotFound), ("/../rss.xml/..%2fatom.xml", HttpStatusCode.NotFound) })
        {
            var answer = await GetAsync(path);
            Assert.Equal((status, "text/html; charset=utf-8", null), (answer.Status, answer["Content-Type"], answer["ETag"]));
            Assert.DoesNotContain("<entry", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("<")]
    [InlineData("&amp;")]
    [InlineData("日")]
    public async Task Point_29_No_feed_grows_over_5_MB_and_what_was_cut_is_said(string letter)
    {
        var body = string.Concat(Enumerable.Repeat(letter, 400_000 / letter.Length)) + "\n";
        for (var day = 1; day <= 28; day++)
            Post($"2026-02-{day:00}-p.md", $"title: Post {day}", $"```\n{body}```");
        await StartAsync("feeds.limit=0", "feeds.topics=");

        Assert.All(Directory.EnumerateFiles(Folder["public"]), file => Assert.InRange(new FileInfo(file).Length, 1, 5 * 1024 * 1024));
        Assert.Contains(Publisher.Log.Warnings, warning => warning.Contains("newest of 28 posts", StringComparison.Ordinal) && warning.Contains("feeds.maxSize", StringComparison.Ordinal));
        var feeds = await Task.WhenAll(Formats.Select(FeedAsync));
        Assert.Equal("Post 28", feeds[0].Titles[0]);
        Assert.All(feeds, feed => Assert.Equal(feeds[0].Titles, feed.Titles));
        Assert.InRange(feeds[0].Titles.Count, 1, 27);
    }

    [Fact]
    public async Task Point_29_A_feed_over_1_MB_is_warned_of_once()
    {
        Post("2026-02-11-a.md", "title: Long", new string('a', 1_200_000));
        await StartAsync("feeds.topics=");
        await PassAsync();
        Assert.Contains("many readers do not load", Assert.Single(Publisher.Log.Warnings), StringComparison.Ordinal);
    }

    private Task StartWithPostsAsync()
    {
        for (var day = 1; day <= 5; day++)
            Post($"2026-02-1{day}-p.md", $"title: Post {day}\ntags: [t]", "Words. " + new string('x', 2000));
        return StartAsync("feeds.limit=2", "feeds.archives=2", "feeds.topics=tags");
    }

    private async Task IsKnownAsync(string path, Answer feed, params (string, string)[] headers)
    {
        var answer = await GetAsync(path, headers);
        Assert.Equal((HttpStatusCode.NotModified, 0), (answer.Status, answer.Bytes.Length));
        foreach (var header in new[] { "ETag", "Cache-Control", "Vary" })
            Assert.Equal((header, feed[header]), (header, answer[header]));
        Assert.NotNull(answer["Date"]);
        Assert.Null(answer["Content-Type"]);
        Assert.Null(answer["Content-Encoding"]);
    }

    private async Task HeadIsTheSameAsync(string path, Answer feed, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var response = await Publisher.Http.SendAsync(request, Cancel);
        var head = await Answer.ReadAsync(response);
        Assert.Equal((HttpStatusCode.OK, 0, $"{feed.Bytes.Length}"), (head.Status, head.Bytes.Length, head["Content-Length"]));
        Assert.Equal(feed.Headers.Where(header => header.Key is not "Date").OrderBy(header => header.Key), head.Headers.Where(header => header.Key is not "Date").OrderBy(header => header.Key));
    }

    private static async Task<byte[]> UnpackedAsync(Answer answer)
    {
        var packed = new MemoryStream(answer.Bytes);
        await using Stream stream = answer["Content-Encoding"] switch { "gzip" => new GZipStream(packed, CompressionMode.Decompress), "br" => new BrotliStream(packed, CompressionMode.Decompress), _ => packed };
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Cancel);
        return whole.ToArray();
    }

    private static DateTimeOffset Instant(Answer answer) => DateTimeOffset.Parse(answer["Last-Modified"]!, CultureInfo.InvariantCulture);
}
