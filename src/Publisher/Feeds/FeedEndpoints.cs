using Publisher.Posts;
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

    private static readonly string[] Preflight = [HttpMethods.Options];

    public static void MapFeeds(this IEndpointRouteBuilder routes, FeedPublisher feeds)
    {
        var site = routes.ServiceProvider.GetRequiredService<Site>();
        foreach (var file in feeds.Wanted)
        {
            routes.MapMethods("/" + file.Name, Methods.Look, context => Serve(context, feeds, file.Name));
            routes.MapMethods("/" + file.Name, Preflight, Allow);
        }

        foreach (var (alias, name) in Aliases.Where(alias => feeds.Wanted.Any(file => file.Name == alias.Name)))
            routes.MapMethods(alias, Methods.Look, context => Move(context, site.Path + name));
    }

    private static Task Serve(HttpContext context, FeedPublisher feeds, string name) =>
        feeds.Find(name) is { } file
            ? Conditional.WriteAsync(context, new(file.Bytes, file.ContentType, file.ETag, file.LastModified, "public, max-age=300"))
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable);

    // A reader program in a browser asks first whether it may ask with conditions.
    private static Task Allow(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Allow = headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task Move(HttpContext context, string path)
    {
        context.Response.Redirect(path, permanent: true);
        return Task.CompletedTask;
    }
}
