using Publisher.Admin.Login;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Admin;

/// <summary>Posts that wait for the operator's word: mailed, or never.</summary>
internal sealed class HeldPages(AdminPages pages, Database database, CatalogueStore catalogues, TimeProvider time)
{
    private readonly HeldPosts held = new(database, time);

    public async Task ShowAsync(AdminCall call) => await ShowAsync(call, [], mustChoose: false);

    public async Task DecideAsync(AdminCall call)
    {
        var ids = call.Form["post"].OfType<string>().Where(id => id.Length > 0).Distinct().ToList();
        var choice = (string?)call.Form["choice"];
        if (ids.Count == 0 || choice is not ("release" or "dismiss" or "dismissed"))
            await ShowAsync(call, [], mustChoose: true);
        else if (choice == "release")
            pages.Redirect(call.Context, "/held", AdminActs.Released, await held.ReleaseAsync(ids, call.Aborted));
        else if (choice == "dismissed")
            pages.Redirect(call.Context, "/held", AdminActs.Dismissed, await held.DismissAsync(ids, call.Aborted));
        else
            await ShowAsync(call, ids, mustChoose: false);
    }

    // With posts chosen, it asks once more.
    private async Task ShowAsync(AdminCall call, List<string> chosen, bool mustChoose)
    {
        var posts = catalogues.Current.Posts.Where(post => post.Id.Length > 0).DistinctBy(post => post.Id).ToDictionary(post => post.Id);
        var rows = (await held.ListAsync(call.Aborted)).Where(id => chosen.Count == 0 || chosen.Contains(id)).Select(id => posts.GetValueOrDefault(id) is { } post
            ? new { id, title = post.Title, path = post.Path, url = post.Url }
            : new { id, title = id, path = pages.Text(call, "admin.held.gone"), url = (Uri?)null }).ToList();
        await pages.WriteAsync(call, "held", "admin.held.title", new { posts = rows, isAsking = chosen.Count > 0, mustChoose });
    }
}
