using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>The feeds over HTTP, and the names that other programs gave them.</summary>
internal static class FeedEndpoints
{
    private static readonly (string Alias, string Name)[] Aliases =
    [
        ("/feed", "rss.xml"),
        ("/feed.xml", "rss.xml"),
        ("/rss", "rss.xml"),
        ("/index.xml", "rss.xml"),
        ("/atom", "atom.xml"),
    ];

    public static void MapFeeds(this IEndpointRouteBuilder routes, FeedPublisher feeds)
    {
        foreach (var file in feeds.Wanted)
            routes.MapMethods("/" + file.Name, ["GET", "HEAD"], context => Serve(context, feeds, file.Name));
        foreach (var (alias, name) in Aliases.Where(alias => feeds.Wanted.Any(file => file.Name == alias.Name)))
            routes.MapMethods(alias, ["GET", "HEAD"], context => Move(context, name));
    }

    private static Task Serve(HttpContext context, FeedPublisher feeds, string name) =>
        feeds.Published.GetValueOrDefault(name) is { } file
            ? Conditional.WriteAsync(context, new(file.Bytes, file.ContentType, file.ETag, file.LastModified, "public, max-age=300"))
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable);

    private static Task Move(HttpContext context, string name)
    {
        context.Response.Redirect($"{context.Request.PathBase}/{name}", permanent: true);
        return Task.CompletedTask;
    }
}
