using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Storage;

namespace Publisher.Posts;

internal static class PostsRoom
{
    /// <param name="ids">Whose ids new posts take.</param>
    /// <param name="keepsBodies">Whether posts stay readable when their files change: for the service.</param>
    /// <param name="node">Who looks, among those that share the register.</param>
    public static IServiceCollection AddPosts(this IServiceCollection services, PostsOptions options, Site site, SiteFile siteFile, IdScheme ids, bool keepsBodies = true, string node = "") => services
        .AddSingleton(options)
        .AddSingleton(site)
        .AddSingleton(siteFile)
        .AddSingleton(PostFinder.For(options.Folder, siteFile))
        .AddSingleton(new PostReader(site, siteFile, options, keepsBodies, ids))
        .AddSingleton<PostLookup>()
        .AddSingleton<BodyContexts>()
        .AddSingleton<PostRenderer>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton(provider => new PostRegister(provider.GetRequiredService<Database>(), node))
        .AddSingleton<CatalogueStore>()
        .AddSingleton<AddressBook>()
        .AddSingleton<PostsWatcher>();
}
