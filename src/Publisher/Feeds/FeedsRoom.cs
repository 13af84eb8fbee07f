using Publisher.Feeds.Readers;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Web;

namespace Publisher.Feeds;

internal static class FeedsRoom
{
    public static IServiceCollection AddFeeds(this IServiceCollection services, FeedsOptions options, Site site) => services
        .AddSingleton(options)
        .AddSingleton<IReadOnlyList<FeedLink>>([.. FeedPlan.FilesAt("", options).Select(file => new FeedLink(Title(file.Format), FeedAddress.Below(site.Url, file.Name), file.ContentType.Split(';')[0]))])
        .AddSingleton<FeedBuilder>()
        .AddSingleton(provider => new FeedBook(provider.GetRequiredService<Database>(), writes: true))
        .AddSingleton<ReaderCounts>()
        .AddSingleton<FeedRequests>()
        .AddSingleton<FeedPublisher>()
        .AddSingleton(provider => TopicsOf(provider.GetRequiredService<FeedPublisher>(), site));

    // What lies on disk can be subscribed to.
    private static WebSub.Topics TopicsOf(FeedPublisher feeds, Site site) => new(
        () => feeds.Published.Values.Where(file => file.Format is not null && feeds.PlanOf(file) is { IsArchive: false }).Select(file => file.Name),
        name => FeedAddress.Below(site.Url, name),
        name => feeds.Find(name) is { } file && file.Read() is { } content ? new(content, file.ContentType, file.ETag) : null);

    public static string Title(FeedFormat? format) => format switch
    {
        FeedFormat.Rss => "RSS",
        FeedFormat.Atom => "Atom",
        _ => "JSON Feed",
    };
}
