using Publisher.Feeds;
using Publisher.Feeds.Hosting;

namespace Publisher.Tests.Feeds;

/// <summary>A site for a static host, with old paths that try to break out of its configuration.</summary>
internal static class SomeSite
{
    public static IReadOnlyList<string> HostilePaths { get; } =
    [
        "/old", "/old/deep/post.html", "/日本/の/投稿", "/with space", "/quote\"s", "/single'quote", "/back\\slash", "/ends with\\", "/tick`ed`", "/dollar$host$1", "/brace{http.request.host}", "/{$HOME}", "/{env.HOME}",
        "/semi;colon", "/new\nline", "/tab\there", "/return\rhere", "/hash#tag", "/percent%41", "/question?mark", "/star*", "/:splat", "/plus+and&", "/(paren)[brackets]", "/a|b", "/^caret$", "/; } return 200 \"x", "/\" }\nrespond 200", "/emoji😀",
    ];

    public static StaticSite Below(string path, string folder) => new(
        path,
        folder,
        [.. FeedFormats.All, new("tags/日本 語/rss.xml", FeedFormats.Of(FeedFormat.Rss).ContentType, FeedFormat.Rss)],
        [new(path + "feed", path + "rss.xml"), new(path + "atom", path + "atom.xml")],
        [.. HostilePaths.Select((from, i) => new Move(path.TrimEnd('/') + from, $"/new/{i}%20x.html")), new(path + "gone/post", null)]);
}
