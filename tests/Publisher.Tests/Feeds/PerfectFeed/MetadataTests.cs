using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Tests.Support;
using Publisher.WebSub;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>What a feed says of itself and its entries: points 19 to 22.</summary>
public sealed class MetadataTests : PerfectFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    private static readonly XNamespace Rhythm = "http://purl.org/rss/1.0/modules/syndication/";

    [Fact]
    public async Task Point_19_A_feed_names_itself_once_and_says_all_that_readers_can_use()
    {
        Post("2026-02-11-a.md", "title: A\nlang: pt-BR\nauthors: [Ann, Böb]\ncategories: [News]\ntags: [x]");
        await StartAsync("site.url=https://münchen.example/", "site.copyright=© Ann & <Bob>", "site.icon=/icon.png", "site.language=de", "site.description=Words & more");
        const string site = "https://xn--mnchen-3ya.example";
        foreach (var path in FeedPaths())
            await ValidAsync(new Uri($"{site}{path}").AbsolutePath, site);

        var channel = XDocument.Parse((await GetAsync("/rss.xml")).Text).Root!.Element("channel")!;
        Assert.Equal(("de", "© Ann & <Bob>", "Words & more", $"{site}/"), (channel.Element("language")!.Value, channel.Element("copyright")!.Value, channel.Element("description")!.Value, channel.Element("link")!.Value));
        Assert.Equal(("Publisher", $"{site}/icon.png"), (channel.Element("generator")!.Value, channel.Element("image")!.Element("url")!.Value));
        var item = channel.Element("item")!;
        Assert.Equal(["Ann", "Böb", "pt-BR"], item.Elements(Dublin + "creator").Append(item.Element(Dublin + "language")!).Select(element => element.Value));
        Assert.Equal([("News", $"{site}/categories/"), ("x", $"{site}/tags/")], item.Elements("category").Select(category => (category.Value, category.Attribute("domain")!.Value)));

        var feed = XDocument.Parse((await GetAsync("/atom.xml")).Text).Root!;
        Assert.Equal(("de", "© Ann & <Bob>", "Words & more"), (feed.Attribute(XNamespace.Xml + "lang")!.Value, feed.Element(Atom + "rights")!.Value, feed.Element(Atom + "subtitle")!.Value));
        Assert.Equal(("Publisher", $"{site}/icon.png", $"{site}/icon.png"), (feed.Element(Atom + "generator")!.Value, feed.Element(Atom + "icon")!.Value, feed.Element(Atom + "logo")!.Value));
        var entry = feed.Element(Atom + "entry")!;
        Assert.Equal(["Ann", "Böb"], entry.Elements(Atom + "author").Select(author => author.Element(Atom + "name")!.Value));
        Assert.Equal("pt-BR", entry.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.Equal([("News", $"{site}/categories/"), ("x", $"{site}/tags/")], entry.Elements(Atom + "category").Select(category => (category.Attribute("term")!.Value, category.Attribute("scheme")!.Value)));

        using var json = JsonDocument.Parse((await GetAsync("/feed.json")).Text);
        Assert.Equal(("de", $"{site}/icon.png", $"{site}/"), (json.RootElement.GetProperty("language").GetString(), json.RootElement.GetProperty("icon").GetString(), json.RootElement.GetProperty("home_page_url").GetString()));
        var read = await FeedAsync("/feed.json");
        Assert.Equal(("Ann | Böb", "News | x", "pt-BR"), (read.Entries[0].Authors, read.Entries[0].Topics, read.Entries[0].Language));
    }

    [Fact]
    public async Task Point_19_How_often_to_look_is_what_caches_are_told()
    {
        await StartAsync();
        var answer = await GetAsync("/rss.xml");
        var channel = XDocument.Parse(answer.Text).Root!.Element("channel")!;
        var minutes = int.Parse(channel.Element("ttl")!.Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"public, max-age={minutes * 60}", answer["Cache-Control"]);
        Assert.Equal(("hourly", $"{60 / minutes}"), (channel.Element(Rhythm + "updatePeriod")!.Value, channel.Element(Rhythm + "updateFrequency")!.Value));
    }

    [Fact]
    public async Task Point_20_A_hub_is_named_and_hears_once_of_each_change_when_it_can_be_seen_and_again_where_it_failed()
    {
        await using var hub = await LoopbackServer.HubAsync();
        var seen = new ConcurrentQueue<(string Topic, string Feed, int Told)>();
        var failures = 0;
        hub.Answer = ping =>
        {
            var told = failures-- > 0 ? 503 : 204;
            seen.Enqueue((ping["hub.topic"]!, Publisher.GetAsync(new Uri(ping["hub.topic"]!).AbsolutePath).GetAwaiter().GetResult(), told));
            return new(told);
        };
        Post("2026-02-11-a.md", "title: First");
        await StartWithHubAsync(hub);
        await Publisher.UntilAsync(() => hub.All.Count == 3, "a ping for each format");
        foreach (var path in Formats)
        {
            var answer = await ValidAsync(path);
            Assert.Contains(hub.Url.AbsoluteUri, answer.Text, StringComparison.Ordinal);
            Assert.Equal([$"<{hub.Url}>; rel=\"hub\"", $"<https://blog.example{path}>; rel=\"self\""], answer["Link"]!.Split(", ").Order(StringComparer.Ordinal));
        }

        failures = 2;
        Post("2026-02-12-b.md", "title: Second");
        await Publisher.UntilAsync(() => hub.All.Count == 8, "the pings of the change, two of them in vain");
        File.SetLastWriteTimeUtc(Folder["posts/2026-02-12-b.md"], DateTime.UtcNow.AddDays(1));
        await PassAsync(TimeSpan.FromMinutes(30));
        await StartWithHubAsync(hub);
        await PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(8, hub.All.Count);
        Assert.Equal(Formats.Select(path => $"https://blog.example{path}").Order(), seen.Skip(3).Where(ping => ping.Told == 204).Select(ping => ping.Topic).Order());
        Assert.All(seen.Skip(3), ping => Assert.Contains("Second", ping.Feed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Point_21_Files_come_with_their_true_length_and_type_in_every_format()
    {
        Folder.Write("posts/sound é.mp3", new string('x', 12345));
        Post("2026-02-11-a.md", "title: Episode\nenclosure: /sound é.mp3\nlength: 1\nduration: \"1:02:03\"\nimage: cover.jpg");
        Post("2026-02-12-b.md", "title: Elsewhere\nenclosure:\n  url: https://cdn.example/b.m4v\n  length: \"777\"");
        await StartAsync("site.icon=/icon.png", "feeds.podcast.category=Technology", "site.author=Ann");
        foreach (var path in Formats)
            await ValidAsync(path);

        var channel = XDocument.Parse((await GetAsync("/rss.xml")).Text).Root!.Element("channel")!;
        Assert.Equal(("Ann", "false", "Technology", "https://blog.example/icon.png"), (channel.Element(Itunes + "author")!.Value, channel.Element(Itunes + "explicit")!.Value, channel.Element(Itunes + "category")!.Attribute("text")!.Value, channel.Element(Itunes + "image")!.Attribute("href")!.Value));
        var items = channel.Elements("item").ToList();
        Assert.Equal([["https://cdn.example/b.m4v", "777", "video/mp4"], ["https://blog.example/sound%20%C3%A9.mp3", "12345", "audio/mpeg"]], items.Select(item => item.Element("enclosure")!.Attributes().Select(attribute => attribute.Value).ToArray()));
        Assert.Equal(("3723", "audio", "12345"), (items[1].Element(Itunes + "duration")!.Value, items[1].Elements(Media + "content").Last().Attribute("medium")!.Value, items[1].Elements(Media + "content").Last().Attribute("fileSize")!.Value));
        Assert.NotNull(items[1].Element(Media + "thumbnail"));

        var links = XDocument.Parse((await GetAsync("/atom.xml")).Text).Descendants(Atom + "link").Where(link => (string?)link.Attribute("rel") == "enclosure").ToList();
        Assert.Equal([("777", "video/mp4"), ("12345", "audio/mpeg")], links.Select(link => (link.Attribute("length")!.Value, link.Attribute("type")!.Value)));
        using var json = JsonDocument.Parse((await GetAsync("/feed.json")).Text);
        var attachment = json.RootElement.GetProperty("items")[1].GetProperty("attachments")[0];
        Assert.Equal((12345, "audio/mpeg", 3723), (attachment.GetProperty("size_in_bytes").GetInt32(), attachment.GetProperty("mime_type").GetString(), attachment.GetProperty("duration_in_seconds").GetInt32()));

        // What is promised is what is served.
        var file = await GetAsync("/sound%20%C3%A9.mp3");
        Assert.Equal((HttpStatusCode.OK, 12345, "audio/mpeg"), (file.Status, file.Bytes.Length, file["Content-Type"]));
    }

    [Fact]
    public async Task Point_22_What_is_deleted_is_gone_at_once_and_what_is_renamed_leads_on_with_its_id()
    {
        Post("2026-02-11-a.md", "title: Goes\npermalink: /goes/", "One text.");
        Post("2026-02-12-b.md", "title: Moves\npermalink: /old/", "Another text.");
        await StartAsync("feeds.tombstones=true");
        var before = await FeedAsync();
        File.Delete(Folder["posts/2026-02-11-a.md"]);
        Post("2026-02-12-b.md", "title: Moves\npermalink: /new/", "Another text.");
        await UntilFeedAsync(feed => !feed.Contains("Goes", StringComparison.Ordinal) && feed.Contains("/new/", StringComparison.Ordinal), "both changes");

        Assert.All(await Task.WhenAll(Formats.Select(FeedAsync)), feed => Assert.Equal([before["Moves"].Id], feed.Ids));
        Assert.Contains($"ref=\"{before["Goes"].Id}\"", (await ValidAsync("/atom.xml")).Text, StringComparison.Ordinal);
        var (gone, moved) = (await GetAsync("/goes/"), await GetAsync("/old/"));
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.MovedPermanently, "/new/"), (gone.Status, moved.Status, moved["Location"]));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/new/")).Status);
        await StartAsync("feeds.tombstones=true");
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.MovedPermanently), ((await GetAsync("/goes/")).Status, (await GetAsync("/old/")).Status));
    }

    private async Task StartWithHubAsync(LoopbackServer hub) =>
        await StartAsync(services => services.AddSingleton(new HubGuard(AllowsLoopback: true)), "feeds.formats=atom, rss, json", "feeds.topics=", $"feeds.webSub={hub.Url}");
}
