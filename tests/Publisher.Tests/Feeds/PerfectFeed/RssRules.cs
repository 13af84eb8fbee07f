using System.Globalization;
using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>RSS 2.0, its Best Practices Profile, and the modules that we use.</summary>
internal static class RssRules
{
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    private static readonly XNamespace Rhythm = "http://purl.org/rss/1.0/modules/syndication/";

    private static readonly string[] Periods = ["hourly", "daily", "weekly", "monthly", "yearly"];

    public static void Check(XElement rss, string served, Faults faults)
    {
        faults.Unless((string?)rss.Attribute("version") == "2.0", "rss is not of version 2.0");
        NameRules.CheckNamespaces(rss, "item", faults);
        if (rss.Elements("channel").Count() != 1 || rss.Elements().Count() != 1)
        {
            faults.Add("rss does not hold one channel");
            return;
        }

        CheckChannel(rss.Element("channel")!, served, faults);
        var items = rss.Element("channel")!.Elements("item").ToList();
        items.ForEach(item => RssItemRules.Check(item, faults));
        faults.UnlessDistinct(items.Select(item => (string?)item.Element("guid") ?? ""), "the guid");
    }

    private static void CheckChannel(XElement channel, string served, Faults faults)
    {
        NameRules.One(channel, "the channel", faults, "title", "link", "description");
        NameRules.AtMostOne(channel, "the channel", faults, "language", "copyright", "lastBuildDate", "pubDate", "generator", "ttl", "image", "docs", Rhythm + "updatePeriod", Rhythm + "updateFrequency", History + "complete", History + "archive");
        NameRules.Known(channel, XNamespace.None, "the channel", faults, "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "item");
        foreach (var required in new[] { "title", "description" })
            faults.Unless(!string.IsNullOrWhiteSpace((string?)channel.Element(required)), $"the channel's {required} is empty");
        faults.Unless(ValueRules.IsWebAddress((string?)channel.Element("link")), $"the channel's link {(string?)channel.Element("link")} is no absolute address");
        faults.Unless(ValueRules.IsLanguage((string?)channel.Element("language")), $"the channel's language {(string?)channel.Element("language")} is none");
        foreach (var date in channel.Elements("lastBuildDate").Concat(channel.Elements("pubDate")))
            faults.Unless(ValueRules.IsRfc822(date.Value), $"the channel's {date.Name} {date.Value} is not of RFC 822");
        LinkRules.CheckSelf(channel, served, "application/rss+xml", faults);
        LinkRules.Check(channel, "the channel", faults);
        CheckRhythm(channel, faults);
        CheckImage(channel, faults);
    }

    private static void CheckRhythm(XElement channel, Faults faults)
    {
        var (ttl, period, frequency) = ((string?)channel.Element("ttl"), (string?)channel.Element(Rhythm + "updatePeriod"), (string?)channel.Element(Rhythm + "updateFrequency"));
        if (channel.Element(History + "archive") is not null)
            faults.Unless((ttl, period, frequency) == (null, null, null), "an archive document, which never changes, says how often to look");
        else if (!ValueRules.IsLength(ttl) || !Periods.Contains(period) || !ValueRules.IsLength(frequency) || frequency == "0")
            faults.Add($"how often to look is not said: ttl {ttl}, sy:updatePeriod {period}, sy:updateFrequency {frequency}");
        else if (period == "hourly")
            faults.Unless(Number(ttl!) * Number(frequency!) == 60, $"ttl {ttl} and sy:updateFrequency {frequency} do not agree");
    }

    private static void CheckImage(XElement channel, Faults faults)
    {
        if (channel.Element("image") is not { } image)
            return;
        NameRules.One(image, "the image", faults, "url", "title", "link");
        faults.Unless(ValueRules.IsWebAddress((string?)image.Element("url")), "the image's address is not absolute");
        foreach (var same in new[] { "title", "link" })
            faults.Unless((string?)image.Element(same) == (string?)channel.Element(same), $"the image's {same} is not the channel's");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
