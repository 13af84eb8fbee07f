using Publisher.Feeds;
using Publisher.Feeds.Hosting;
using Tomlyn;
using Tomlyn.Model;

namespace Publisher.Tests.Feeds;

/// <summary>The printed configurations as text; what servers make of them is looked at with the servers.</summary>
public sealed class HostConfigTests
{
    [Fact]
    public void Names_with_numbers_are_one_kind()
    {
        var feeds = Enumerable.Range(1, 30).Select(i => new FeedFile($"archive/{i}.atom.xml", "application/atom+xml; charset=utf-8", FeedFormat.Atom));
        var site = SomeSite.Below("/", "/srv/feeds") with { Feeds = [.. feeds, .. FeedFormats.All] };
        Assert.Equal([@"[0-9]+\.atom\.xml", @"rss\.xml", @"atom\.xml", @"feed\.json"], site.Kinds.Select(kind => kind.Name));
    }

    [Fact]
    public void Netlify_is_told_of_each_feed_and_each_move_in_toml_that_reads_back()
    {
        var site = SomeSite.Below("/", "/srv/feeds");
        var model = TomlSerializer.Deserialize<TomlTable>(NetlifyConfig.Text(site))!;
        var headers = ((TomlTableArray)model["headers"]).ToDictionary(table => (string)table["for"], table => (TomlTable)table["values"]);
        var redirects = ((TomlTableArray)model["redirects"]).ToDictionary(table => Uri.UnescapeDataString((string)table["from"]), table => (string)table["to"]);
        Assert.Equal("application/rss+xml; charset=utf-8", headers["/rss.xml"]["Content-Type"]);
        Assert.Equal(FeedHeaders.CacheControl, headers["/tags/%E6%97%A5%E6%9C%AC%20%E8%AA%9E/rss.xml"]["Cache-Control"]);
        Assert.Equal("/rss.xml", redirects["/feed"]);
        Assert.All(site.Moves.Where(move => move.To is not null), move => Assert.Equal(move.To, redirects[move.From]));
    }

    [Theory]
    [InlineData("/srv/$feeds")]
    [InlineData("/srv/{feeds}")]
    public void A_folder_that_a_server_would_read_otherwise_is_refused_in_a_sentence(string folder)
    {
        var site = SomeSite.Below("/", folder);
        var fault = Assert.Throws<FeedException>(() => folder.Contains('$', StringComparison.Ordinal) ? NginxConfig.Text(site) : CaddyConfig.Text(site));
        Assert.Contains(folder, fault.Message, StringComparison.Ordinal);
        Assert.Contains("feeds.folder", fault.Message, StringComparison.Ordinal);
    }
}
