using Publisher.Posts;
using Publisher.Posts.Reading;

namespace Publisher;

/// <summary>What is read once before anything else: the site, and the blog's own site file behind it.</summary>
internal sealed record World(Site Site, SiteFile SiteFile)
{
    /// <exception cref="PostException">The site file cannot be read.</exception>
    public static World Read(PublisherSettings settings)
    {
        var file = SiteFile.Find(settings.Posts.Folder, settings.Posts.Format);
        return new(Site.From(settings.Site, file, FallbackUrl(settings)), file);
    }

    // Without a public address, the one that the program itself listens on.
    private static Uri FallbackUrl(PublisherSettings settings)
    {
        var listening = settings.Web.Urls[0].Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(listening, UriKind.Absolute, out var url) ? url : new("http://localhost:8080/");
    }
}
