using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Requests for feeds that no decent client sends.</summary>
public sealed class FeedWireTests : WebTests
{
    protected override void Prepare()
    {
        Folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWS"));
        Folder.Write("secret.xml", "secret");
        Folder.Write("public/secret.xml", "secret");
    }

    [Theory]
    [InlineData("/../secret.xml")]
    [InlineData("/%2e%2e/secret.xml")]
    [InlineData("/%2e%2e%2fsecret.xml")]
    [InlineData("/..%2fsecret.xml")]
    [InlineData("/..%5csecret.xml")]
    [InlineData("/..\\secret.xml")]
    [InlineData("/%252e%252e%252fsecret.xml")]
    [InlineData("/%c0%ae%c0%ae/secret.xml")]
    [InlineData("/%c0%ae%c0%ae%c0%afsecret.xml")]
    [InlineData("/rss.xml%00")]
    [InlineData("/rss.xml%00.html")]
    [InlineData("/tags/../../secret.xml")]
    [InlineData("//secret.xml")]
    [InlineData("///etc/passwd")]
    [InlineData("/%2fetc%2fpasswd")]
    [InlineData("/secret.xml")]
    [InlineData("/.secret.xml")]
    [InlineData("/rss.xml.br")]
    [InlineData("/%")]
    [InlineData("/%zz/rss.xml")]
    [InlineData("/%ff%fe/rss.xml")]
    [InlineData("/rss.xml/")]
    public async Task A_path_never_leads_out_of_what_is_published(string target)
    {
        var answer = await Wire.GetAsync(Server, target);

        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.DoesNotContain("secret\r\n", answer + "\r\n", StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Theory]
    [InlineData("/./rss.xml")]
    [InlineData("/x/../rss.xml")]
    [InlineData("/%72ss.xml")]
    [InlineData("/rss%2Exml")]
    [InlineData("/rss.xml?")]
    public async Task Every_spelling_of_a_feeds_path_finds_it(string target) =>
        Assert.StartsWith("HTTP/1.1 200 ", await Wire.GetAsync(Server, target), StringComparison.Ordinal);

    [Fact]
    public async Task A_query_of_a_hundred_kilobytes_is_refused_in_a_line()
    {
        var answer = await Wire.GetAsync(Server, "/rss.xml?" + new string('x', 100_000));

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_refused_in_a_line()
    {
        var answer = await Wire.SendAsync(Server, $"GET /rss.xml HTTP/1.1\r\nHost: x\r\nIf-None-Match: {string.Join(',', Enumerable.Repeat("\"x\"", 20_000))}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accept-Encoding: @@;q=\t")]
    [InlineData("Accept-Encoding: gzip;q=0.0.0,,;;,br;q=")]
    [InlineData("If-None-Match: \"\"\"\"\",W/W/W/\"")]
    [InlineData("If-Modified-Since: Fri, 31 Feb 99999 25:61:61 GMT")]
    [InlineData("If-Modified-Since: a\r\nIf-Modified-Since: b")]
    [InlineData("Range: bytes=9-1,--,a-b")]
    [InlineData("If-Match: \"x\"\r\nIf-Unmodified-Since: x")]
    [InlineData("Accept: text/html;q=x")]
    [InlineData("Cookie: a=b; c")]
    public async Task Nonsense_in_a_header_is_as_if_it_were_not_there(string header)
    {
        var answer = await Wire.SendAsync(Server, $"GET /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("<rss", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_ranges_are_one_answer()
    {
        var ranges = string.Join(',', Enumerable.Range(0, 4000).Select(i => $"{i}-"));
        var answer = await Wire.SendAsync(Server, $"GET /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes={ranges}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.InRange(answer.Length, 1, new FileInfo(Folder["public/rss.xml"]).Length + 2000);
    }

    [Fact]
    public async Task A_304_has_no_body_and_no_type()
    {
        var tag = (await GetAsync("/rss.xml"))["ETag"];
        var answer = await Wire.SendAsync(Server, $"GET /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\nIf-None-Match: {tag}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 304 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(1, answer.Split("\r\n\r\n").Length - 1);
        Assert.DoesNotContain("\r\nContent-Type", answer, StringComparison.OrdinalIgnoreCase);
    }
}
