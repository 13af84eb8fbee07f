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
        routes.MapMethods("/", Methods.Look, home.WriteAsync);
        routes.MapMethods("/{**path}", Methods.Look, context => Anything(context, services));
    }

    private static Task Anything(HttpContext context, IServiceProvider services)
    {
        var pages = services.GetRequiredService<PageWriter>();
        var path = context.Request.Path.Value ?? "/";
        if (Find(services.GetRequiredService<CatalogueStore>().Current, services.GetRequiredService<Site>().Url, path) is { } post)
            return services.GetRequiredService<PostPage>().WriteAsync(context, post);
        return services.GetRequiredService<PostFiles>().Find(path) is { } file
            ? file.ExecuteAsync(context)
            : pages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
    }

    private static Post? Find(Catalogue catalogue, Uri site, string path) =>
        Uri.TryCreate(site.AbsoluteUri + Permalinks.Escape(path).TrimStart('/'), UriKind.Absolute, out var address) ? catalogue.At(address) : null;
}
