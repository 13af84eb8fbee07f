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
        .AddSingleton<FeedPublisher>();

    public static string Title(FeedFormat? format) => format switch
    {
        FeedFormat.Rss => "RSS",
        FeedFormat.Atom => "Atom",
        _ => "JSON Feed",
    };
}
