using CsCheck;
using Publisher.Posts.Rendering;

namespace Publisher.Tests.Posts;

public sealed class PostLinksTests : IDisposable
{
    private readonly Blog blog = new();

    public PostLinksTests()
    {
        foreach (var name in new[] { "deep/beside.png", "deep/a b.png", "deep/50%.png", "deep/a%20b.png", "deep/絵.png", "deep/c:d.png", "top.png" })
            blog.Write(name, "x");
    }

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("https://other.example/x", "https://other.example/x")]
    [InlineData("HTTP://other.example/x", "HTTP://other.example/x")]
    [InlineData("mailto:a@example.com", "mailto:a@example.com")]
    [InlineData("data:image/png;base64,AA==", "data:image/png;base64,AA==")]
    [InlineData("", "")]
    [InlineData("//cdn.example/x.js", "https://cdn.example/x.js")]
    [InlineData("/about/", "https://blog.example/about/")]
    [InlineData("/a:b", "https://blog.example/a:b")]
    [InlineData("/javascript:alert(1)", "https://blog.example/javascript:alert(1)")]
    [InlineData("#part", "https://blog.example/2026/post/#part")]
    [InlineData("?q=1", "https://blog.example/2026/post/?q=1")]
    [InlineData("other", "https://blog.example/2026/post/other")]
    [InlineData("./other", "https://blog.example/2026/post/other")]
    [InlineData("../other", "https://blog.example/2026/other")]
    [InlineData(" other ", "https://blog.example/2026/post/other")]
    [InlineData("日本 語", "https://blog.example/2026/post/%E6%97%A5%E6%9C%AC%20%E8%AA%9E")]
    [InlineData("../../../../../x", "https://blog.example/x")]
    [InlineData("beside.png", "https://blog.example/deep/beside.png")]
    [InlineData("./beside.png", "https://blog.example/deep/beside.png")]
    [InlineData("../top.png?v=2#x", "https://blog.example/top.png?v=2#x")]
    [InlineData("a b.png", "https://blog.example/deep/a%20b.png")]
    [InlineData("a%20b.png", "https://blog.example/deep/a%20b.png")]
    [InlineData("a%2520b.png", "https://blog.example/deep/a%2520b.png")]
    [InlineData("50%25.png", "https://blog.example/deep/50%25.png")]
    [InlineData("絵.png", "https://blog.example/deep/%E7%B5%B5.png")]
    [InlineData("./c:d.png", "https://blog.example/deep/c%3Ad.png")]
    [InlineData("missing.png", "https://blog.example/2026/post/missing.png")]
    [InlineData("a%00.png", "https://blog.example/2026/post/a%00.png")]
    [InlineData("../../../../../../etc/hostname", "https://blog.example/etc/hostname")]
    public void No_address_is_left_relative(string address, string expected) =>
        Assert.Equal(expected, Links("https://blog.example/", "https://blog.example/2026/post/").Absolute(address));

    // RFC 3986, section 5.2, as the library has it.
    [Theory]
    [InlineData("https://blog.example/2026/post/")]
    [InlineData("https://blog.example/2026/post.html")]
    [InlineData("https://blog.example/a/post?at=b/c")]
    [InlineData("https://blog.example/a/post#b/c")]
    [InlineData("https://blog.example:8443/%E7%B5%B5/")]
    public void An_address_is_read_against_that_of_the_page(string page)
    {
        var links = Links(new Uri(new Uri(page), "/").AbsoluteUri, page);
        var piece = Gen.Int[0, 17].Select(at => new[] { "a", "b.html", "/", "/", ".", "..", "./", "-", "_", "Z9", "%41", "?q=1", "#f", "é", "+", "~", "c/d", ";" }[at]);
        piece.Array[1, 6].Select(string.Concat).Where(address => !address.StartsWith("//", StringComparison.Ordinal)).Sample(
            address => Assert.Equal(new Uri(new Uri(page), address).AbsoluteUri, links.Absolute(address)), iter: 1000);
    }

    [Theory]
    [InlineData("/about/", "https://example.org/about/")]
    [InlineData("/base/about/", "https://example.org/base/about/")]
    [InlineData("beside.png", "https://example.org/base/deep/beside.png")]
    [InlineData("other", "https://example.org/base/other")]
    public void Under_a_base_path_files_beside_are_below_it_and_rooted_ones_mean_the_host(string address, string expected) =>
        Assert.Equal(expected, Links("https://example.org/base/", "https://example.org/base/post.html").Absolute(address));

    [Fact]
    public void Every_attribute_that_holds_an_address_is_made_absolute()
    {
        const string body = "<a href=\"x\">a</a><img src=\"y.png\" srcset=\"y.png 1x, /z.png 2x\" alt=\"\"><blockquote cite=\"#c\">q</blockquote>";
        var html = blog.Render(body, "title: A\npermalink: /p/").Html;
        Assert.Contains("href=\"https://blog.example/p/x\"", html, StringComparison.Ordinal);
        Assert.Contains("src=\"https://blog.example/p/y.png\"", html, StringComparison.Ordinal);
        Assert.Contains("srcset=\"https://blog.example/p/y.png 1x, https://blog.example/z.png 2x\"", html, StringComparison.Ordinal);
        Assert.Contains("cite=\"https://blog.example/p/#c\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_of_a_post_is_absolute_and_on_the_web()
    {
        Assert.Equal("https://blog.example/deep/beside.png", Image("beside.png"));
        Assert.Equal("https://blog.example/x.png", Image("/x.png"));
        Assert.Null(Image("data:image/png;base64,AA=="));
        Assert.Null(Image("javascript:alert(1)"));
    }

    private string? Image(string image) => blog.Render("Body", $"title: A\nimage: \"{image}\"", "deep/2026-02-11-a.md").Image?.AbsoluteUri;

    private PostLinks Links(string site, string post) => new(new(site), new(post), blog.Folder, "deep/2026-02-11-post.md");
}
