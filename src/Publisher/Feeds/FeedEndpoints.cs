using Publisher.Posts;
using Publisher.Web;
using Publisher.WebSub;

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

    public static void MapFeeds(this WebApplication app, FeedPublisher feeds)
    {
        var site = app.Services.GetRequiredService<Site>();
        // Feeds come and go with the topics of posts.
        app.Use((context, next) => feeds.Published.ContainsKey(context.Request.Path.Value!.TrimStart('/')) ? Answer(context, feeds) : next(context));
        foreach (var (alias, name) in Aliases)
            app.MapMethods(alias, Methods.Look, context => feeds.Published.ContainsKey(name) ? Move(context, site.Path + name) : Missing(context));
    }

    private static Task Answer(HttpContext context, FeedPublisher feeds) =>
        HttpMethods.IsOptions(context.Request.Method) ? Allow(context, StatusCodes.Status204NoContent)
        : !Methods.Look.Contains(context.Request.Method) ? Allow(context, StatusCodes.Status405MethodNotAllowed)
        : Serve(context, feeds, context.Request.Path.Value!.TrimStart('/'));

    private static Task Missing(HttpContext context) => Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound);

    private static Task Serve(HttpContext context, FeedPublisher feeds, string name)
    {
        var services = context.RequestServices;
        context.Response.Headers.Link = HubLinks.Header(FeedAddress.Below(services.GetRequiredService<Site>().Url, name), services.GetRequiredService<Hubs>().All);
        return feeds.Find(name) is { } file
            ? Conditional.WriteAsync(context, new(file.Bytes, file.ContentType, file.ETag, file.LastModified, FeedAge.CacheControl))
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable);
    }

    // A reader program in a browser asks first whether it may ask with conditions.
    private static Task Allow(HttpContext context, int status)
    {
        var headers = context.Response.Headers;
        headers.Allow = headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since";
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Move(HttpContext context, string path)
    {
        context.Response.Redirect(path, permanent: true);
        return Task.CompletedTask;
    }
}
