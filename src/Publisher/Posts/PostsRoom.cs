using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;

namespace Publisher.Posts;

internal static class PostsRoom
{
    /// <param name="keepsBodies">Whether posts stay readable when their files change: for the service.</param>
    public static IServiceCollection AddPosts(this IServiceCollection services, PostsOptions options, Site site, SiteFile siteFile, bool keepsBodies = true) => services
        .AddSingleton(options)
        .AddSingleton(site)
        .AddSingleton(siteFile)
        .AddSingleton(new PostFinder(options.Folder, IsSiteRoot(options.Folder)))
        .AddSingleton(new PostReader(site, siteFile, options, keepsBodies))
        .AddSingleton<PostRenderer>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<PostRegister>()
        .AddSingleton<CatalogueStore>()
        .AddSingleton<PostsWatcher>();

    // In a site's root the posts are in _posts and _drafts; the pages around them are not posts.
    private static bool IsSiteRoot(string folder) => Directory.Exists(Path.Combine(folder, "_posts"));
}
