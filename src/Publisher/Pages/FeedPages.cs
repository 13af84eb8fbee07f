using System.Runtime.CompilerServices;
using Publisher.Feeds;
using Publisher.Feeds.Topics;
using Publisher.Posts;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>Pages about feeds for people who have none in their reader yet: one for all, and one for each topic with its posts.</summary>
internal sealed class FeedPages(FeedPublisher feeds, PostList list, PageWriter pages, Site site)
{
    /// <summary>The name of the page about all feeds.</summary>
    public const string Name = "feeds";

    // Rendered once as long as a feed holds the same posts.
    private readonly ConditionalWeakTable<FeedPlan, IReadOnlyList<object>> lists = [];

    // Shows the feed itself in a browser, too.
    private const string Raw = "raw";

    /// <summary>Every feed, and what to do with one.</summary>
    public Task WriteAllAsync(HttpContext context)
    {
        var language = site.Language;
        var topics = feeds.Plans.Where(plan => plan.Topic is not null).ToLookup(plan => plan.Prefix.Split('/')[0]);
        var model = new
        {
            own = Formats(feeds.PlanAt("")),
            complete = Formats(feeds.PlanAt("complete/")),
            groups = Enum.GetValues<TopicKind>().Select(TopicFeed.FolderOf).Where(topics.Contains).Select(kind => new { kind, topics = topics[kind].Select(Topic).ToList() }).ToList(),
            list = FeedAddress.Below(site.Url, Opml.File.Name),
        };
        return pages.WriteAsync(context, "feeds", language, new(pages.Text("feedPage.heading", language), null, FeedAddress.Below(site.Url, Name + "/")), model);
    }

    /// <summary>Whether somebody opened the address in a browser: only browsers say this, and only of what fills a window; reader programs and their fetches never do.</summary>
    public static bool IsWanted(HttpRequest request) => request.Headers["Sec-Fetch-Dest"] == "document" && !request.Query.ContainsKey(Raw);

    /// <summary>What a browser shows in place of a feed that somebody opened in it: the page about that feed, at the feed's own address, which is the one to copy.</summary>
    public Task? InPlaceOf(HttpContext context)
    {
        if (!IsWanted(context.Request) || feeds.Published.GetValueOrDefault(context.Request.Path.Value!.TrimStart('/')) is not { Format: not null } file)
            return null;
        context.Response.Headers.CacheControl = "no-store";
        var plan = feeds.PlanOf(file);
        return plan?.Topic is null ? WriteAllAsync(context) : WriteAsync(context, plan);
    }

    /// <summary>The topic whose page is at a path of the site; null where none is.</summary>
    public FeedPlan? Find(string path) => feeds.PlanAt(path.Trim('/') + "/") is { Topic: not null } plan ? plan : null;

    public Task WriteAsync(HttpContext context, FeedPlan plan)
    {
        var head = new PageHead(plan.Topic!, null, FeedAddress.Below(site.Url, plan.Prefix)) { Feeds = Formats(plan) };
        return pages.WriteAsync(context, "topic", site.Language, head, new { topic = plan.Topic, own = Formats(plan), posts = lists.GetValue(plan, wanted => list.Of(wanted.Posts)), allFeeds = FeedAddress.Below(site.Url, Name + "/") });
    }

    private object Topic(FeedPlan plan) => new { name = plan.Topic, url = FeedAddress.Below(site.Url, plan.Prefix), feeds = Formats(plan) };

    private IReadOnlyList<FeedLink> Formats(FeedPlan? plan) => plan is null ? []
        : [.. plan.Files.Select(file => new FeedLink(plan.Topic is null ? FeedsRoom.Title(file.Format) : $"{plan.Topic} – {FeedsRoom.Title(file.Format)}", FeedAddress.Below(site.Url, file.Name), file.ContentType.Split(';')[0]) { Format = FeedsRoom.Title(file.Format) })];
}
