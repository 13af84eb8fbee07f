using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;

namespace Publisher.Posts;

internal static class PostsRoom
{
    public static IServiceCollection AddPosts(this IServiceCollection services, PostsOptions options, Site site, SiteFile siteFile) => services
        .AddSingleton(options)
        .AddSingleton(site)
        .AddSingleton(siteFile)
        .AddSingleton(new PostFinder(options.Folder, IsSiteRoot(options.Folder)))
        .AddSingleton<PostReader>()
        .AddSingleton<PostRenderer>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<PostRegister>()
        .AddSingleton<CatalogueStore>()
        .AddSingleton<PostsWatcher>();

    // In a site's root the posts are in _posts and _drafts; the pages around them are not posts.
    private static bool IsSiteRoot(string folder) => Directory.Exists(Path.Combine(folder, "_posts"));
}
