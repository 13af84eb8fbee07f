using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>The front page, every post at its address, and what lies beside the posts.</summary>
internal static class PageEndpoints
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<HomePage>()
        .AddSingleton<PostPage>()
        .AddSingleton<PostFiles>();

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var home = services.GetRequiredService<HomePage>();
        routes.MapMethods("/", ["GET", "HEAD"], home.WriteAsync);
        routes.MapFallback(context => Anything(context, services)).WithDisplayName("post or file");
    }

    private static Task Anything(HttpContext context, IServiceProvider services)
    {
        var pages = services.GetRequiredService<PageWriter>();
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return pages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
        var path = context.Request.Path.Value ?? "/";
        if (Find(services.GetRequiredService<CatalogueStore>().Current, services.GetRequiredService<Site>().Url, path) is { } post)
            return services.GetRequiredService<PostPage>().WriteAsync(context, post);
        return services.GetRequiredService<PostFiles>().Find(path) is { } file
            ? file.ExecuteAsync(context)
            : pages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
    }

    // A proxy may or may not pass on the base path of the site.
    private static Post? Find(Catalogue catalogue, Uri site, string path)
    {
        var escaped = Permalinks.Escape(path);
        return Uri.TryCreate(site.GetLeftPart(UriPartial.Authority) + escaped, UriKind.Absolute, out var whole) && catalogue.At(whole) is { } post
            ? post
            : Uri.TryCreate(site, escaped.TrimStart('/'), out var below) ? catalogue.At(below) : null;
    }
}
