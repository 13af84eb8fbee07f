using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>The front page, every post at its address, and what lies beside the posts.</summary>
internal static class PageEndpoints
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddSingleton<TopicLinks>()
        .AddSingleton<PostList>()
        .AddSingleton<FeedPages>()
        .AddSingleton<HomePage>()
        .AddSingleton<PostPage>()
        .AddSingleton<IssuePages>()
        .AddSingleton<PostFiles>();

    /// <summary>To stand before the feeds.</summary>
    public static void UseFeedPages(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<FeedPages>();
        app.Use((context, next) => pages.InPlaceOf(context) ?? next(context));
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var home = services.GetRequiredService<HomePage>();
        routes.MapMethods("/", Methods.Look, home.WriteAsync);
        routes.MapMethods($"/{FeedPages.Name}", Methods.Look, services.GetRequiredService<FeedPages>().WriteAllAsync);
        routes.MapMethods("/{**path}", Methods.Look, context => Anything(context, services));
    }

    private static Task Anything(HttpContext context, IServiceProvider services)
    {
        var path = context.Request.Path.Value ?? "/";
        var (catalogue, site) = (services.GetRequiredService<CatalogueStore>().Current, services.GetRequiredService<Site>().Url);
        if (Find(catalogue, site, path) is { } post)
            return services.GetRequiredService<PostPage>().WriteAsync(context, post);
        if (services.GetRequiredService<PostFiles>().Find(path) is { } file)
            return file.ExecuteAsync(context);
        if (services.GetRequiredService<FeedPages>().Find(path) is { } topic)
            return services.GetRequiredService<FeedPages>().WriteAsync(context, topic);
        return IssueAsync(context, path, services);
    }

    // A post may have such an address, and goes before.
    private static async Task IssueAsync(HttpContext context, string path, IServiceProvider services)
    {
        var (catalogue, site) = (services.GetRequiredService<CatalogueStore>().Current, services.GetRequiredService<Site>().Url);
        if (await services.GetRequiredService<IssuePages>().WriteAsync(context, path))
            return;
        await (catalogue.MovedFrom(path) is { } moved ? Move(context, moved.Url!, site) : Before(context, services, AddressOf(site, path), catalogue, site));
    }

    // What stood here once leads on, or says that it is gone, so that nobody looks for it again.
    private static Task Before(HttpContext context, IServiceProvider services, Uri? address, Catalogue catalogue, Uri site)
    {
        var pages = services.GetRequiredService<PageWriter>();
        var (isKnown, post) = address is null ? default : services.GetRequiredService<AddressBook>().Find(address, catalogue);
        return post is not null ? Move(context, post.Url!, site)
            : isKnown ? pages.MessageAsync(context, "gone", StatusCodes.Status410Gone)
            : pages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
    }

    // On the site itself by path alone: it may be looked at under another name.
    private static Task Move(HttpContext context, Uri address, Uri site)
    {
        context.Response.Redirect(address.Authority == site.Authority ? address.AbsolutePath : address.AbsoluteUri, permanent: true);
        return Task.CompletedTask;
    }

    private static Post? Find(Catalogue catalogue, Uri site, string path) => AddressOf(site, path) is { } address ? catalogue.At(address) : null;

    private static Uri? AddressOf(Uri site, string path) =>
        Uri.TryCreate(site.AbsoluteUri + Permalinks.Escape(path).TrimStart('/'), UriKind.Absolute, out var address) ? address : null;
}
