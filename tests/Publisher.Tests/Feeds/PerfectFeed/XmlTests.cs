using System.Net;
using System.Text;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Files that any parser reads, whatever was written in the posts: points 13 and 14.</summary>
public sealed class XmlTests : PerfectFeedTests
{
    /// <summary>What must come through as it is.</summary>
    public static TheoryData<string> Texts { get; } =
    [
        "& < > \" ' &amp; &amp;amp; <3 List<T> &nbsp; &#x3C; &lt;b&gt;",
        "]]> and ]]]]><![CDATA[> and <![CDATA[x]]>",
        "𝒳 👩‍💻 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \U0010fffd",
        "עברית \u202eRTL\u202c العربية\u200f",
        "e\u0301 and é, か\u3099 and が",
        "a\u2028b\u2029c",
        "<!-- no comment --> <?no pi?> <!DOCTYPE x> </title></item></entry>",
        "{{ no }} {% raw %} \\u0041 \\n C:\\new %41",
        "\ufffd \ufdd0 \ue000",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Point_13_A_title_a_tag_and_an_author_show_the_same_in_every_format(string text)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(text);
        Post("2026-02-11-a.md", $"title: {quoted}\ntags: [{quoted}]\nauthor: {quoted}");
        await StartAsync("feeds.topics=tags, authors");

        // Titles are written for templates, where an entity is the character that it stands for.
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed =>
        {
            var entry = Assert.Single(feed.Entries);
            Assert.Equal([Line(WebUtility.HtmlDecode(text)), Line(text), Line(text)], new[] { entry.Title, entry.Topics, entry.Authors }.Select(Line));
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Point_13_A_body_comes_through_character_by_character(string text)
    {
        Post("2026-02-11-a.md", "title: A", $"```\n{text.Replace('\u2028', ' ').Replace('\u2029', ' ')}\n```");
        await StartAsync("posts.format=plain");

        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed =>
        {
            using var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(feed.Entries[0].Html!);
            Assert.Equal(text.Replace('\u2028', ' ').Replace('\u2029', ' '), html.QuerySelector("code")!.TextContent.TrimEnd('\n'));
        });
    }

    [Fact]
    public async Task Point_13_Files_begin_at_once_and_hold_no_character_that_XML_forbids()
    {
        var forbidden = string.Concat(Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 13)).Select(c => (char)c)) + "\ufffe\uffff";
        Post("2026-02-11-a.md", $"title: \"T{forbidden.Replace("\0", "", StringComparison.Ordinal)}T\"\ntags: [\"a\\u0001b\"]\nauthor: \"A\\u000bB\"\nexcerpt: \"S\\u001fS\"", $"B{forbidden}B &#1; &#xFFFE; &#0; &#xD800;\n\n<p title=\"&#11;\">x</p>");
        await StartAsync("feeds.topics=tags");

        foreach (var path in Directory.EnumerateFiles(Folder["public"], "*.*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".xml" or ".json" or ".opml"))
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancel);
            Assert.Equal(path.EndsWith(".json", StringComparison.Ordinal) ? (byte)'{' : (byte)'<', bytes[0]);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            Assert.DoesNotContain("DOCTYPE", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text, c => c is (< ' ' and not ('\n' or '\t')) or '\ufffe' or '\uffff' or '\ufeff');
            Assert.DoesNotMatch("&#x?0*(1?[0-8bcefBCEF]|1[0-9a-fA-F]|11|12|14|15);|&#xFFF[EF]", text);
        }

        foreach (var path in Formats)
            await ValidAsync(path);
    }

    [Fact]
    public async Task Point_14_One_bad_post_never_blocks_a_feed()
    {
        Post("2026-02-01-good.md", "title: Good");
        await StartAsync();
        File.WriteAllBytes(Folder["posts/2026-02-02-bytes.md"], [0xff, 0xfe, 0x00, 0xd8, 0x00, 0x00, 0xff]);
        File.WriteAllBytes(Folder["posts/2026-02-02-random.md"], [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7919 % 251))]);
        Folder.Write("posts/2026-02-02-yaml.md", "---\ntitle: [\n  - {a: *b\n---\nText");
        Folder.Write("posts/2026-02-02-bomb.md", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: Bomb\n---\n" + string.Concat(Enumerable.Repeat("> ", 5000)));
        Folder.Write("posts/2026-02-02-deep.md", "---\ntitle: Deep\n---\n" + string.Concat(Enumerable.Repeat("<div>", 20000)));
        Folder.Write("posts/2026-02-02-open.md", "---\ntitle: Open");
        Folder.Write("posts/2026-02-02-liquid.md", "---\ntitle: Loop\nlayout: post\n---\n{% for i in (1..999999999) %}{% for j in (1..999999999) %}x{% endfor %}{% endfor %}");
        Folder.Write("posts/2026-02-02-links.md", "---\ntitle: Links\n---\n[a](http://[::1) ![b](http://%zz/) <a href=\"http://user:pa ss@\u0000host:99999/\">x</a>");
        Directory.CreateDirectory(Folder["posts/2026-02-02-folder.md"]);
        File.CreateSymbolicLink(Folder["posts/2026-02-02-loop.md"], Folder["posts/2026-02-02-loop.md"]);
        File.CreateSymbolicLink(Folder["posts/2026-02-02-nowhere.md"], "/nowhere/at/all");
        Post("2026-02-03-after.md", "title: After all that");

        await UntilFeedHoldsAsync("After all that");
        await PassAsync();
        foreach (var path in Formats)
        {
            var answer = await ValidAsync(path);
            Assert.All(new[] { "Good", "After all that" }, title => Assert.Contains(title, SeenFeed.Of(answer.Text).Titles));
        }
    }

    [Fact]
    public async Task Point_14_A_file_that_cannot_be_replaced_stays_and_harms_no_other()
    {
        Post("2026-02-01-a.md", "title: First\ntags: [t]");
        await StartAsync("feeds.topics=tags");
        File.Delete(Folder["public/rss.xml"]);
        Directory.CreateDirectory(Folder["public/rss.xml/in the way"]);
        Post("2026-02-02-b.md", "title: Second\ntags: [t]");
        await UntilFeedHoldsAsync("Second", "/tags/t/rss.xml");
        await Publisher.UntilAsync(() => Publisher.Log.ToString().Contains("rss.xml could not be written", StringComparison.Ordinal), "the error");

        // The files of one feed change together or not at all.
        Assert.Equal(["First"], (await FeedAsync("/atom.xml")).Titles);
        Assert.Equal(["Second", "First"], (await FeedAsync("/tags/t/feed.json")).Titles);
        Directory.Delete(Folder["public/rss.xml"], recursive: true);
        await UntilFeedHoldsAsync("Second", "/rss.xml");
        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal(["Second", "First"], feed.Titles));
    }

    // Lines of a title and of a name are one to any reader.
    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
