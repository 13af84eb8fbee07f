using System.Text;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Each rule of the checker finds what it is there for: a good document has no fault, and the same with one thing broken has that fault.</summary>
public sealed class FeedRulesTests
{
    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
          <channel>
            <title>T</title><link>https://x.example/</link><description>D</description><language>en</language>
            <lastBuildDate>Sun, 01 Mar 2026 12:00:00 GMT</lastBuildDate><ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>
            <atom:link rel="self" type="application/rss+xml" href="https://x.example/feed"/>
            <image><url>https://x.example/i.png</url><title>T</title><link>https://x.example/</link></image>
            <item>
              <guid isPermaLink="false">tag:x.example,2026:1</guid><link>https://x.example/1/</link><title>One</title>
              <description>S</description><category>c</category><pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate><dc:creator>Ann</dc:creator><dc:language>ja</dc:language>
              <content:encoded><![CDATA[<p><a href="https://x.example/">x</a></p>]]></content:encoded>
              <media:thumbnail url="https://x.example/t.png"/><enclosure url="https://x.example/a.mp3" length="1" type="audio/mpeg"/>
            </item>
          </channel>
        </rss>
        """;

    private const string Atom = """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">
          <title>T</title><subtitle>S</subtitle><rights>R</rights><id>urn:x:1</id><updated>2026-03-01T12:00:00Z</updated><icon>https://x.example/i.png</icon>
          <link rel="alternate" type="text/html" href="https://x.example/"/><link rel="self" type="application/atom+xml" href="https://x.example/feed"/>
          <at:deleted-entry ref="urn:x:9" when="2026-01-01T00:00:00Z"/>
          <entry xml:lang="ja">
            <id>urn:x:2</id><title>One</title><published>2026-02-01T12:00:00Z</published><updated>2026-03-01T12:00:00Z</updated>
            <author><name>Ann</name></author><category term="c" scheme="https://x.example/tags/"/><link rel="alternate" type="text/html" href="https://x.example/1/"/>
            <link rel="enclosure" type="audio/mpeg" length="1" href="https://x.example/a.mp3"/><summary>S</summary><content type="html">&lt;p&gt;x&lt;/p&gt;</content>
          </entry>
        </feed>
        """;

    private const string Json = """
        {"version": "https://jsonfeed.org/version/1.1", "title": "T", "home_page_url": "https://x.example/", "feed_url": "https://x.example/feed", "language": "en", "authors": [{"name": "Bob"}],
         "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [
          {"id": "urn:x:1", "url": "https://x.example/1/", "title": "One", "content_html": "<p>x</p>", "summary": "S", "image": "https://x.example/i.png", "date_published": "2026-02-01T12:00:00Z", "date_modified": "2026-03-01T12:00:00Z",
           "authors": [{"name": "Ann"}], "tags": ["t"], "language": "ja", "attachments": [{"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1}]}]}
        """;

    private const string Opml = """
        <opml version="2.0"><head><title>T</title></head><body><outline type="rss" text="T" xmlUrl="https://x.example/rss.xml" htmlUrl="https://x.example/"/></body></opml>
        """;

    [Theory]
    [InlineData(Rss)]
    [InlineData(Atom)]
    [InlineData(Json)]
    [InlineData(Opml)]
    public void A_good_document_has_no_fault(string good) => Assert.Empty(Faults(good));

    [Theory]
    [InlineData("version=\"2.0\" xmlns:atom", "version=\"0.91\" xmlns:atom", "not of version 2.0")]
    [InlineData("<channel>", "<channel/><channel>", "one channel")]
    [InlineData("</channel>", "</channel", "cannot be read")]
    [InlineData("<title>T</title><link>", "<link>", "0 of title")]
    [InlineData("<title>T</title><link>", "<title>T</title><title>U</title><link>", "2 of title")]
    [InlineData("<title>T</title><link>", "<title> </title><link>", "title is empty")]
    [InlineData("<description>D</description>", "", "0 of description")]
    [InlineData("<language>en</language>", "<language>english please</language>", "language")]
    [InlineData("<language>en</language>", "<language>en</language><language>de</language>", "2 of language")]
    [InlineData("<language>en</language>", "<language>en</language><lang>en</lang>", "does not know")]
    [InlineData("<link>https://x.example/</link><description>", "<link>/</link><description>", "channel's link")]
    [InlineData("<lastBuildDate>Sun", "<lastBuildDate>Mon", "RFC 822")]
    [InlineData("<pubDate>Sun, 01 Mar 2026 12:00:00 GMT", "<pubDate>1 mars 2026", "RFC 822")]
    [InlineData("<ttl>5</ttl>", "<ttl>5 min</ttl>", "how often to look")]
    [InlineData("<ttl>5</ttl>", "<ttl>60</ttl>", "do not agree")]
    [InlineData("rel=\"self\"", "rel=\"via\"", "0 self links")]
    [InlineData("https://x.example/feed", "https://x.example/other", "served at")]
    [InlineData("type=\"application/rss+xml\"", "type=\"text/xml\"", "self link is of the type")]
    [InlineData("<url>https://x.example/i.png</url>", "", "0 of url")]
    [InlineData("<title>T</title><link>https://x.example/</link></image>", "<title>Other</title><link>https://x.example/</link></image>", "not the channel's")]
    [InlineData("xmlns:media=\"http://search.yahoo.com/mrss/\"", "xmlns:media=\"http://nobody.example/\"", "no reader knows")]
    [InlineData("<dc:creator>", "<dc:creator xmlns:x=\"http://search.yahoo.com/mrss/\">", "declared again")]
    [InlineData("<guid isPermaLink=\"false\">tag:x.example,2026:1</guid>", "", "0 of guid")]
    [InlineData("<guid isPermaLink=\"false\">", "<guid>", "isPermaLink")]
    [InlineData("<guid isPermaLink=\"false\">", "<guid isPermaLink=\"no\">", "isPermaLink is no")]
    [InlineData(">tag:x.example,2026:1<", ">1<", "no absolute IRI")]
    [InlineData("</item>", "</item><item><guid isPermaLink=\"false\">tag:x.example,2026:1</guid></item>", "stands there 2 times")]
    [InlineData("<link>https://x.example/1/", "<link>https://x.example/日/", "no absolute address")]
    [InlineData("<title>One</title>", "<title/>", "empty title")]
    [InlineData("<dc:creator>Ann</dc:creator>", "", "no author")]
    [InlineData("<dc:creator>Ann", "<dc:creator> ", "empty creator")]
    [InlineData("<category>c</category>", "<category>c</category><category>c</category>", "the category")]
    [InlineData("<dc:language>ja", "<dc:language>ja_JP", "no language")]
    [InlineData("<description>S</description><category>c</category>", "<category>c</category>", "0 of description")]
    [InlineData("<description>S</description>", "<description>&lt;script&gt;</description>", "holds <script>")]
    [InlineData("<enclosure", "<enclosure url=\"https://x.example/b\" length=\"0\" type=\"a/b\"/><enclosure", "2 of enclosure")]
    [InlineData("length=\"1\"", "", "length is missing")]
    [InlineData("length=\"1\"", "length=\"-1\"", "length is -1")]
    [InlineData("type=\"audio/mpeg\"", "", "type is missing")]
    [InlineData("url=\"https://x.example/a.mp3\"", "url=\"/a.mp3\"", "enclosure /a.mp3")]
    [InlineData("url=\"https://x.example/t.png\"", "url=\"t.png\"", "media:thumbnail")]
    [InlineData("<p><a href=\"https://x.example/\">", "<p><a href=\"rel\">", "no absolute address")]
    [InlineData("<p><a href=\"https://x.example/\">", "<p onclick=\"x\"><a href=\"https://x.example/\">", "attribute onclick")]
    [InlineData("<p><a href=\"https://x.example/\">", "<p style=\"x\"><a href=\"https://x.example/\">", "attribute style")]
    [InlineData("<p><a href=\"https://x.example/\">", "<p><a href=\"javascript:x\">", "no absolute address")]
    [InlineData("<p><a", "<form></form><p><a", "holds <form>")]
    [InlineData("<p><a", "<p><img srcset=\"https://x.example/a 1x, b 2x\"><a", "srcset=\"b\"")]
    [InlineData("<p><a", "<p><img src=\"data:image/svg+xml,x\"><a", "no absolute address")]
    [InlineData("<p><a", "<p>\u0001<a", "cannot be read")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<!DOCTYPE rss>", "cannot be read")]
    [InlineData("<?xml version", "\ufeff<?xml version", "first character")]
    public void A_fault_of_RSS_is_found(string good, string bad, string fault) => Finds(Rss, good, bad, fault);

    [Fact]
    public void A_description_behind_the_content_is_found()
    {
        const string description = "<description>S</description>";
        var moved = Rss.Replace(description, "", StringComparison.Ordinal).Replace("</item>", description + "</item>", StringComparison.Ordinal);
        Assert.Contains(Faults(moved), fault => fault.Contains("before its description", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<id>urn:x:1</id>", "", "0 of id")]
    [InlineData("<id>urn:x:1</id>", "<id>one</id>", "no absolute IRI")]
    [InlineData("<id>urn:x:1</id>", "<id>urn:x:1</id><id>urn:x:3</id>", "2 of id")]
    [InlineData("<title>T</title>", "", "0 of title")]
    [InlineData("<title>T</title>", "<title type=\"markdown\">T</title>", "of the type markdown")]
    [InlineData("<title>T</title>", "<title>T<b/></title>", "holds elements")]
    [InlineData("<subtitle>S</subtitle>", "<subtitle/>", "subtitle is empty")]
    [InlineData("<subtitle>S</subtitle>", "<subtitle>S</subtitle><subtitle>S</subtitle>", "2 of subtitle")]
    [InlineData("<rights>R</rights>", "<rights>R</rights><rights>R</rights>", "2 of rights")]
    [InlineData("<rights>R</rights>", "<copyright>R</copyright>", "does not know")]
    [InlineData("<updated>2026-03-01T12:00:00Z</updated><icon>", "<updated>2026-03-01 12:00</updated><icon>", "RFC 3339")]
    [InlineData("<updated>2026-03-01T12:00:00Z</updated><icon>", "<updated>2026-03-02T12:00:00Z</updated><icon>", "newest entry")]
    [InlineData("<icon>https://x.example/", "<icon>/", "icon")]
    [InlineData("rel=\"self\"", "rel=\"related\"", "0 self links")]
    [InlineData("<link rel=\"self\"", "<link rel=\"self\" href=\"https://x.example/feed\"/><link rel=\"self\"", "2 self links")]
    [InlineData("href=\"https://x.example/feed\"", "href=\"https://x.example/feed/\"", "served at")]
    [InlineData("<link rel=\"alternate\" type=\"text/html\" href=\"https://x.example/\"/>", "", "lead to its site")]
    [InlineData("<link rel=\"self\"", "<link rel=\"alternate\" type=\"text/html\" href=\"https://x.example/b\"/><link rel=\"self\"", "an alternate link of the type")]
    [InlineData("<link rel=\"self\"", "<link rel=\"friend\" href=\"https://x.example/b\"/><link rel=\"self\"", "relation friend")]
    [InlineData("<link rel=\"self\"", "<link rel=\"via\" hreflang=\"x_y\" href=\"https://x.example/b\"/><link rel=\"self\"", "link's language")]
    [InlineData("<link rel=\"self\"", "<link rel=\"via\" type=\"html\" href=\"https://x.example/b\"/><link rel=\"self\"", "no media type")]
    [InlineData("href=\"https://x.example/1/\"", "href=\"/1/\"", "no absolute address")]
    [InlineData("xml:lang=\"en\"", "xml:lang=\"en_US\"", "no language")]
    [InlineData("xml:lang=\"ja\"", "xml:lang=\"\"", "no language")]
    [InlineData("ref=\"urn:x:9\"", "ref=\"urn:x:2\"", "is an entry and gone")]
    [InlineData("when=\"2026-01-01T00:00:00Z\"", "when=\"then\"", "tombstone")]
    [InlineData("<id>urn:x:2</id>", "", "0 of id")]
    [InlineData("</feed>", "<entry><id>urn:x:2</id></entry></feed>", "stands there 2 times")]
    [InlineData("<author><name>Ann</name></author>", "", "no author")]
    [InlineData("<name>Ann</name>", "", "0 of name")]
    [InlineData("<name>Ann</name>", "<name> </name>", "author without a name")]
    [InlineData("term=\"c\"", "term=\"\"", "empty category")]
    [InlineData("scheme=\"https://x.example/tags/\"", "scheme=\"tags\"", "the scheme tags")]
    [InlineData("<category", "<category term=\"c\" scheme=\"https://x.example/tags/\"/><category", "the category")]
    [InlineData("<published>2026-02-01T12:00:00Z</published>", "", "0 of published")]
    [InlineData("<published>2026-02", "<published>2026-04", "updated before it was published")]
    [InlineData("<published>2026-02-01T", "<published>2026-02-01t", "RFC 3339")]
    [InlineData("length=\"1\"", "", "lacks its length")]
    [InlineData("<summary>S</summary>", "<summary>S</summary><summary>S</summary>", "2 of summary")]
    [InlineData("<summary>S</summary>", "<description>S</description>", "does not know")]
    [InlineData("<content type=\"html\">", "<content>", "content is of the type")]
    [InlineData("&lt;p&gt;", "&lt;iframe&gt;", "holds <iframe>")]
    [InlineData("<content type", "<content type=\"html\"/><content type", "2 of content")]
    public void A_fault_of_Atom_is_found(string good, string bad, string fault) => Finds(Atom, good, bad, fault);

    [Theory]
    [InlineData("version/1.1", "version/1", "the version is")]
    [InlineData("\"title\": \"T\"", "\"title\": \"\"", "no title")]
    [InlineData("\"title\": \"T\"", "\"title\": 1", "title is of the type Number")]
    [InlineData("\"title\": \"T\"", "\"title\": \"T\", \"subtitle\": \"S\"", "subtitle is not known")]
    [InlineData("\"title\": \"T\"", "\"title\": \"T\", \"title\": \"S\"", "stands there 2 times")]
    [InlineData("\"title\": \"T\"", "\"title\": \"T\", \"next_url\": \"https://x.example/feed\"", "leads to the feed itself")]
    [InlineData("https://x.example/feed\"", "https://x.example/f\"", "served at")]
    [InlineData("\"home_page_url\": \"https://x.example/\"", "\"home_page_url\": \"/\"", "home_page_url / is no absolute")]
    [InlineData("\"language\": \"en\"", "\"language\": \"en_US\"", "no language")]
    [InlineData("[{\"name\": \"Bob\"}]", "{\"name\": \"Bob\"}", "authors is of the type Object")]
    [InlineData("{\"name\": \"Bob\"}", "{\"name\": \"Bob\"}, {\"name\": \"Bob\"}", "the author")]
    [InlineData("{\"name\": \"Bob\"}", "{\"name\": \"\"}", "author without a name")]
    [InlineData("{\"name\": \"Bob\"}", "{\"title\": \"Bob\"}", "title is not known")]
    [InlineData("\"type\": \"WebSub\", ", "", "a hub lacks")]
    [InlineData("\"items\"", "\"entries\"", "no items")]
    [InlineData("\"id\": \"urn:x:1\"", "\"id\": 1", "id is of the type Number")]
    [InlineData("\"id\": \"urn:x:1\"", "\"id\": \"1\"", "no absolute IRI")]
    [InlineData("\"items\": [", "\"items\": [{\"id\": \"urn:x:1\"},", "stands there 2 times")]
    [InlineData("\"content_html\": \"<p>x</p>\", ", "", "no content")]
    [InlineData("<p>x</p>", "<p style='x'>x</p>", "attribute style")]
    [InlineData("\"url\": \"https://x.example/1/\", ", "", "no address")]
    [InlineData("\"image\": \"https://x.example/", "\"image\": \"", "image i.png is no absolute")]
    [InlineData("2026-02-01T12:00:00Z", "2026-02-01", "RFC 3339")]
    [InlineData("2026-02-01T12:00:00Z", "2026-04-01T12:00:00Z", "modified before")]
    [InlineData("\"authors\": [{\"name\": \"Ann\"}], ", "", "no author")]
    [InlineData("[\"t\"]", "[\"\"]", "tag that is empty")]
    [InlineData("[\"t\"]", "[1]", "tag that is empty or no text")]
    [InlineData("\"language\": \"ja\"", "\"language\": \"japanese!\"", "no language")]
    [InlineData("\"mime_type\": \"audio/mpeg\", ", "", "an attachment lacks")]
    [InlineData("\"size_in_bytes\": 1", "\"size_in_bytes\": \"1\"", "size_in_bytes is of the type String")]
    [InlineData("}]}]}", "}]}]", "cannot be read")]
    public void A_fault_of_JSON_Feed_is_found(string good, string bad, string fault) => Finds(Json, good, bad, fault);

    [Theory]
    [InlineData("version=\"2.0\"", "version=\"1.0\"", "version 2.0")]
    [InlineData("<title>T</title>", "", "no title")]
    [InlineData("type=\"rss\"", "", "not of the type rss")]
    [InlineData("text=\"T\"", "", "no text")]
    [InlineData("https://x.example/rss.xml", "/rss.xml", "no absolute address")]
    [InlineData("<body>", "<body><outline type=\"rss\" text=\"T\" xmlUrl=\"https://x.example/rss.xml\" htmlUrl=\"https://x.example/\"/>", "stands there 2 times")]
    [InlineData("<opml", "<html/><opml", "cannot be read")]
    [InlineData("opml", "html", "is no feed")]
    public void A_fault_of_OPML_is_found(string good, string bad, string fault) => Finds(Opml, good, bad, fault);

    [Fact]
    public void Bytes_that_are_no_text_are_found() =>
        Assert.Contains("cannot be read", Assert.Single(FeedRules.FaultsOf([.. "<rss>"u8, 0xff, 0xfe], new("https://x.example/feed"))), StringComparison.Ordinal);

    private static void Finds(string document, string good, string bad, string fault)
    {
        Assert.Contains(good, document, StringComparison.Ordinal);
        var found = Faults(document.Replace(good, bad, StringComparison.Ordinal));
        Assert.True(found.Any(sentence => sentence.Contains(fault, StringComparison.Ordinal)), $"no \"{fault}\" in: {string.Join("; ", found)}");
    }

    private static IReadOnlyList<string> Faults(string document) => FeedRules.FaultsOf(Encoding.UTF8.GetBytes(document), new("https://x.example/feed"));
}
