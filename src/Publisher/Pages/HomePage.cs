using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.Web;

namespace Publisher.Pages;

/// <summary>The front page: the latest posts and the form to subscribe.</summary>
internal sealed class HomePage(CatalogueStore catalogues, PostList list, PageWriter pages, SubscribeForms forms, Site site)
{
    // Rendered once a catalogue: it cannot change in between.
    private (Catalogue Catalogue, IReadOnlyList<object> Posts) latest = (Catalogue.Empty, []);

    public Task WriteAsync(HttpContext context)
    {
        var model = new { posts = Latest(catalogues.Current), form = forms.Empty() };
        return pages.WriteAsync(context, "home", site.Language, new(site.Title, site.Description, site.Url), model);
    }

    private IReadOnlyList<object> Latest(Catalogue catalogue)
    {
        var known = latest;
        if (known.Catalogue != catalogue)
            latest = known = (catalogue, list.Of(catalogue.Published));
        return known.Posts;
    }
}
