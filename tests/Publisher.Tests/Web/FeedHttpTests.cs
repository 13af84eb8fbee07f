using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>The feeds over HTTP: RFC 9110, sections 9 and 13.</summary>
public sealed class FeedHttpTests : WebTests
{
    public static TheoryData<string, string> Feeds { get; } = new()
    {
        { "/rss.xml", "application/rss+xml; charset=utf-8" },
        { "/atom.xml", "application/atom+xml; charset=utf-8" },
        { "/feed.json", "application/feed+json; charset=utf-8" },
    };

    protected override void Prepare() => Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWSのAIインフラ"));

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_feed_has_its_type_a_strong_tag_and_the_time_of_its_change(string path, string type)
    {
        var feed = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, feed.Status);
        Assert.Equal(type, feed["Content-Type"]);
        Assert.Equal(await File.ReadAllBytesAsync(Folder["public" + path]), feed.Bytes);
        Assert.Matches("^\"[0-9a-f]{32}\"$", feed["ETag"]);
        Assert.Equal(File.GetLastWriteTimeUtc(Folder["public" + path]).ToString("R"), feed["Last-Modified"]);
        Assert.Equal("public, max-age=300", feed["Cache-Control"]);
        Assert.Equal("Accept-Encoding", feed["Vary"]);
        Assert.Null(feed["Content-Encoding"]);
        Assert.Equal("*", feed["Access-Control-Allow-Origin"]);
        Assert.NotNull(feed["Date"]);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task HEAD_says_what_GET_says_without_the_body(string path, string type)
    {
        var (get, head) = (await GetAsync(path), await HeadAsync(path));

        Assert.Equal(type, head["Content-Type"]);
        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Empty(head.Bytes);
        Assert.Equal(Told(get), Told(head));
    }

    [Theory]
    [InlineData("{tag}")]
    [InlineData("W/{tag}")]
    [InlineData("*")]
    [InlineData("\"other\", {tag}")]
    [InlineData("\"a,b\",W/\"other\",W/{tag}")]
    public async Task Who_has_the_feed_is_not_sent_it_again(string tags)
    {
        var feed = await GetAsync("/atom.xml");
        var same = await GetAsync("/atom.xml", ("If-None-Match", tags.Replace("{tag}", feed["ETag"], StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        Assert.Empty(same.Bytes);
        Assert.Null(same["Content-Type"]);
        Assert.Equal((feed["ETag"], feed["Cache-Control"], feed["Vary"]), (same["ETag"], same["Cache-Control"], same["Vary"]));
        Assert.NotNull(same["Date"]);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("W/\"other\", \"more\"")]
    [InlineData("nonsense")]
    [InlineData("\"")]
    [InlineData("\"*\"")]
    public async Task Another_tag_or_nonsense_brings_the_feed(string tags) =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("If-None-Match", tags))).Status);

    [Fact]
    public async Task A_tag_in_a_second_header_line_counts()
    {
        var tag = (await GetAsync("/rss.xml"))["ETag"];
        var raw = await Wire.SendAsync(Server, $"GET /rss.xml HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"other\"\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 304 ", raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.NotModified)]
    [InlineData(3600, HttpStatusCode.NotModified)]
    [InlineData(-1, HttpStatusCode.OK)]
    public async Task If_Modified_Since_is_read_by_the_second(int seconds, HttpStatusCode status)
    {
        var changed = DateTimeOffset.Parse((await GetAsync("/rss.xml"))["Last-Modified"]!, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(status, (await GetAsync("/rss.xml", ("If-Modified-Since", changed.AddSeconds(seconds).ToString("R")))).Status);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("99")]
    [InlineData("Fri, 99 Feb 2099 00:00:00 GMT")]
    public async Task A_date_that_is_none_is_as_if_it_were_not_there(string date) =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("If-Modified-Since", date))).Status);

    [Fact]
    public async Task The_tag_beats_the_date()
    {
        var feed = await GetAsync("/rss.xml");

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("If-None-Match", "\"other\""), ("If-Modified-Since", feed["Last-Modified"]!))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("If-None-Match", "nonsense"), ("If-Modified-Since", feed["Last-Modified"]!))).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/rss.xml", ("If-None-Match", feed["ETag"]!), ("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"))).Status);
    }

    [Fact]
    public async Task The_tag_changes_with_the_feed_alone()
    {
        var before = await GetAsync("/rss.xml");
        Folder.Write("posts/2026-02-12-second.md", Some.PostText("Second", "2026-02-12"));
        await Publisher.UntilAsync(async () => (await GetAsync("/rss.xml")).Text.Contains("Second", StringComparison.Ordinal), "the second post");
        var after = await GetAsync("/rss.xml", ("If-None-Match", before["ETag"]!));

        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.NotEqual(before["ETag"], after["ETag"]);
    }

    [Theory]
    [InlineData("/feed", "/rss.xml")]
    [InlineData("/feed/", "/rss.xml")]
    [InlineData("/feed.xml", "/rss.xml")]
    [InlineData("/rss", "/rss.xml")]
    [InlineData("/index.xml", "/rss.xml")]
    [InlineData("/atom", "/atom.xml")]
    public async Task The_names_of_other_programs_lead_to_the_feed(string alias, string path)
    {
        var answers = new[] { await GetAsync(alias + "?utm_source=x"), await HeadAsync(alias) };

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.MovedPermanently, path), (answer.Status, answer["Location"])));
    }

    [Theory]
    [InlineData("/rss.xml?format=evil&x=%00")]
    [InlineData("/rss.xml?")]
    public async Task A_query_is_ignored(string path) => Assert.Equal((await GetAsync("/rss.xml")).Bytes, (await GetAsync(path)).Bytes);

    [Theory]
    [InlineData("POST", "/rss.xml", "GET, HEAD, OPTIONS")]
    [InlineData("PUT", "/atom.xml", "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "/feed.json", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/feed", "GET, HEAD")]
    public async Task A_feed_is_read_only(string method, string path, string allowed)
    {
        var answer = await SendAsync(new(method), path, method == "POST" ? new StringContent("x") : null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.Status, answer["Allow"]));
    }

    [Fact]
    public async Task A_page_of_elsewhere_may_read_the_feed_with_conditions()
    {
        var answer = await SendAsync(HttpMethod.Options, "/atom.xml", null, ("Origin", "https://reader.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"));

        Assert.Equal((HttpStatusCode.NoContent, "*"), (answer.Status, answer["Access-Control-Allow-Origin"]));
        Assert.Contains("GET", answer["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.Contains("If-None-Match", answer["Access-Control-Allow-Headers"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", "gzip", ".gz", "-gz\"")]
    [InlineData("gzip, deflate, br", "br", ".br", "-br\"")]
    [InlineData("br;q=0.1, *;q=0.5", "gzip", ".gz", "-gz\"")]
    public async Task A_compressed_feed_is_the_file_beside_it_under_a_tag_of_its_own(string accept, string coding, string extension, string tagEnd)
    {
        var (plain, packed, head) = (await GetAsync("/rss.xml"), await GetAsync("/rss.xml", ("Accept-Encoding", accept)), await SendAsync(HttpMethod.Head, "/rss.xml", null, ("Accept-Encoding", accept)));

        Assert.Equal(coding, packed["Content-Encoding"]);
        Assert.Equal(await File.ReadAllBytesAsync(Folder["public/rss.xml" + extension]), packed.Bytes);
        Assert.Equal(plain["ETag"]![..^1] + tagEnd, packed["ETag"]);
        Assert.Equal((plain["Content-Type"], plain["Last-Modified"], plain["Vary"]), (packed["Content-Type"], packed["Last-Modified"], packed["Vary"]));
        Assert.Equal(Told(packed), Told(head));
        Assert.Equal($"{packed.Bytes.Length}", head["Content-Length"]);
    }

    [Fact]
    public async Task The_tag_of_one_coding_does_not_stand_for_another()
    {
        var (plain, gzip) = (await GetAsync("/rss.xml"), await GetAsync("/rss.xml", ("Accept-Encoding", "gzip")));
        var tags = $"W/{gzip["ETag"]}";

        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/rss.xml", ("Accept-Encoding", "gzip"), ("If-None-Match", tags))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("Accept-Encoding", "br"), ("If-None-Match", tags))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/rss.xml", ("If-None-Match", tags))).Status);
        var both = await GetAsync("/rss.xml", ("Accept-Encoding", "gzip"), ("If-None-Match", $"{plain["ETag"]}, {tags}"));
        Assert.Equal((HttpStatusCode.NotModified, gzip["ETag"]), (both.Status, both["ETag"]));
    }

    [Theory]
    [InlineData("bytes=0-9")]
    [InlineData("bytes=-1")]
    [InlineData("bytes=999999999-")]
    [InlineData("lines=1-2")]
    public async Task A_range_brings_the_whole_feed(string range) =>
        Assert.Equal((HttpStatusCode.OK, new FileInfo(Folder["public/rss.xml"]).Length), await GetAsync("/rss.xml", ("Range", range), ("If-Range", "\"x\"")) is var feed ? (feed.Status, feed.Bytes.Length) : default);

    [Fact]
    public async Task What_is_no_feed_is_a_page()
    {
        foreach (var path in new[] { "/nothing.xml", "/tags/none/rss.xml", "/rss.xml.gz", "/rss.xml/x", "/RSS.XMLs" })
        {
            var answer = await GetAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, "text/html; charset=utf-8"), (answer.Status, answer["Content-Type"]));
            Assert.Null(answer["ETag"]);
        }
    }

    [Fact]
    public async Task A_feed_that_was_taken_away_from_disk_is_asked_for_again_later()
    {
        File.Delete(Folder["public/atom.xml"]);
        var gone = await GetAsync("/atom.xml");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10", "no-store"), (gone.Status, gone["Retry-After"], gone["Cache-Control"]));
        Assert.Null(gone["ETag"]);
    }

    private static IEnumerable<string> Told(Answer answer) => answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order();
}
