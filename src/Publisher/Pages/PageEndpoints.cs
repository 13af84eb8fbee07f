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
        var (catalogue, site) = (services.GetRequiredService<CatalogueStore>().Current, services.GetRequiredService<Site>().Url);
        if (Find(catalogue, site, path) is { } post)
            return services.GetRequiredService<PostPage>().WriteAsync(context, post);
        if (services.GetRequiredService<PostFiles>().Find(path) is { } file)
            return file.ExecuteAsync(context);
        return catalogue.MovedFrom(path) is { } moved
            ? Move(context, moved.Url!, site)
            : pages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
    }

    // On the site itself by path alone: it may be looked at under another name.
    private static Task Move(HttpContext context, Uri address, Uri site)
    {
        context.Response.Redirect(address.Authority == site.Authority ? address.AbsolutePath : address.AbsoluteUri, permanent: true);
        return Task.CompletedTask;
    }

    private static Post? Find(Catalogue catalogue, Uri site, string path) =>
        Uri.TryCreate(site.AbsoluteUri + Permalinks.Escape(path).TrimStart('/'), UriKind.Absolute, out var address) ? catalogue.At(address) : null;
}
