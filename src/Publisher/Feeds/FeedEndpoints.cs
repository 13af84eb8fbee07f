using Publisher.Feeds.Readers;
using Publisher.Posts;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>The feeds over HTTP, and the names that other programs gave them. Before the routes, since feeds come and go with the posts.</summary>
internal static class FeedEndpoints
{
    /// <param name="except">The requests for a feed that something else answers.</param>
    public static void UseFeeds(this IApplicationBuilder app, Predicate<HttpRequest> except)
    {
        var feeds = app.ApplicationServices.GetRequiredService<FeedPublisher>();
        var site = app.ApplicationServices.GetRequiredService<Site>();
        var readers = app.ApplicationServices.GetRequiredService<ReaderCounts>();
        var requests = app.ApplicationServices.GetRequiredService<FeedRequests>();
        app.Use(next => context => (except(context.Request) ? null : Answer(context, feeds, readers, requests, site)) ?? next(context));
    }

    /// <summary>Returns null for what is no feed.</summary>
    private static Task? Answer(HttpContext context, FeedPublisher feeds, ReaderCounts readers, FeedRequests requests, Site site)
    {
        if (context.Request.Path.Value is not ['/', _, ..] path)
            return null;
        var name = path.AsSpan(1);
        if (feeds.Find(name) is { } file)
        {
            readers.Hear(file.Name, context.Request.Headers.UserAgent);
            var written = FeedAnswer.WriteAsync(context, file);
            requests.Count(context.Response.StatusCode);
            return written;
        }

        if (FeedAliases.Find(name) is { } target && feeds.Published.ContainsKey(target))
            return Move(context, site.Path + target);
        if (!IsToCome(name, feeds))
            return null;
        FeedAnswer.Postpone(context);
        return Task.CompletedTask;
    }

    // What is asked for in the first moments, or was taken away from under us, is no "404": readers take that for an end.
    private static bool IsToCome(ReadOnlySpan<char> name, FeedPublisher feeds)
    {
        var text = name.ToString();
        return feeds.Published.Count == 0 ? FeedFormats.All.Any(file => file.Name == text[(text.LastIndexOf('/') + 1)..]) : feeds.Published.ContainsKey(text);
    }

    private static Task Move(HttpContext context, string path)
    {
        if (Methods.Look.Contains(context.Request.Method))
            context.Response.Redirect(path, permanent: true);
        else
            FeedAnswer.Forbid(context, "GET, HEAD");
        return Task.CompletedTask;
    }
}
