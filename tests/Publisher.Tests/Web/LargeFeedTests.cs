using System.IO.Compression;
using System.Net;
using Publisher.Feeds;
using Publisher.Tests.Feeds;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>A feed that is too large to be held in memory, sent from disk; below a path that is not of ASCII.</summary>
public sealed class LargeFeedTests : WebTests
{
    protected override IReadOnlyList<string> Settings => ["feeds.complete=true", "feeds.formats=atom", "site.url=https://blog.example/日本/"];

    private string Large => Folder["public/complete/atom.xml"];

    protected override void Prepare()
    {
        var body = string.Join("\n\n", Enumerable.Range(0, 2000).Select(i => $"Paragraph {i} of a post that goes on and on, as posts do."));
        for (var i = 0; i < 50; i++)
            Folder.Write($"posts/2026-01-01-{i}.md", Some.PostText($"Post {i}", "2026-01-01", body: body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/%E6%97%A5%E6%9C%AC")]
    [InlineData("/%e6%97%a5%e6%9c%ac")]
    public async Task It_comes_whole_and_in_either_coding(string prefix)
    {
        Assert.True(new FileInfo(Large).Length > FeedLoading.LargestHeld);
        var (plain, gzip) = (await GetAsync(prefix + "/complete/atom.xml"), await GetAsync(prefix + "/complete/atom.xml", ("Accept-Encoding", "gzip")));

        Assert.Equal(await File.ReadAllBytesAsync(Large), plain.Bytes);
        using var unpacked = new GZipStream(new MemoryStream(gzip.Bytes), CompressionMode.Decompress);
        var text = new MemoryStream();
        await unpacked.CopyToAsync(text);
        Assert.Equal(plain.Bytes, text.ToArray());
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(prefix + "/complete/atom.xml", ("If-None-Match", plain["ETag"]!))).Status);
        Assert.Equal($"{plain.Bytes.Length}", (await HeadAsync(prefix + "/complete/atom.xml"))["Content-Length"]);
    }

    [Fact]
    public async Task One_that_takes_its_place_is_sent_under_its_own_tag()
    {
        var before = await GetAsync("/complete/atom.xml");
        var bytes = before.Bytes.Append((byte)'\n').ToArray();
        new FeedFiles(Folder["public"]).Publish("complete/atom.xml", bytes);
        var after = await GetAsync("/complete/atom.xml", ("If-None-Match", before["ETag"]!));

        Assert.Equal((HttpStatusCode.OK, bytes.Length), (after.Status, after.Bytes.Length));
        Assert.NotEqual(before["ETag"], after["ETag"]);
    }
}
