using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Api.Routes;

/// <summary>Posts as <c>publisher posts</c> lists them, and those that wait for a word as <c>publisher issues release</c> does.</summary>
internal sealed class PostRoutes(CatalogueStore catalogues, Database database, TimeProvider time)
{
    private readonly HeldPosts held = new(database, time);

    public IEnumerable<ApiRoute> All() =>
    [
        new("listPosts", HttpMethods.Get, "/posts", Scopes.ReadPosts, "Lists every file that was seen, with its verdict", List)
        {
            Query = [Parameters.SortBy("path", "-path"), new("status", Schema.Word<PostStatus>("Only those of a verdict.")), new("path", Schema.Text("Only this file.", 1000)), .. Parameters.Pages],
            Results = Shapes.Page(PostThing.Schema),
            IsPlace = _ => true,
        },
        new("listHeldPosts", HttpMethods.Get, "/held-posts", Scopes.ReadPosts, "Lists posts that are mailed once you say so, in the order in which they were held", ListHeldAsync)
        {
            Query = Parameters.Pages,
            Results = Shapes.Page(HeldThing.Schema),
        },
        new("releasePosts", HttpMethods.Post, "/held-posts/release", Scopes.WriteIssues, "Mails posts that are held", call => DecideAsync(call, held.ReleaseAsync)) { Body = Shapes.Posts, Results = Shapes.Act },
        new("dismissPosts", HttpMethods.Post, "/held-posts/dismiss", Scopes.WriteIssues, "Mails posts that are held never", call => DecideAsync(call, held.DismissAsync)) { Body = Shapes.Posts, Results = Shapes.Act },
    ];

    private Task<ApiAnswer> List(ApiCall call)
    {
        var (posts, path, status) = (catalogues.Current.Posts, call["path"], call["status"]);
        IEnumerable<Post> Onward()
        {
            var step = call.IsDescending ? -1 : 1;
            for (var at = Start(posts, path ?? call.Place, path is not null, call.IsDescending); at >= 0 && at < posts.Count; at += step)
                yield return posts[at];
        }

        var found = Onward().TakeWhile(post => path is null || post.Path == path).Where(post => status is null || Subscribers.SubscriberRows.Word(post.Status) == status).Take(call.Limit + 1).ToList();
        return Task.FromResult(ApiAnswer.Of(call.Page(found, post => post.Path, PostThing.Of)));
    }

    // The first post behind a place, or at it; posts stand in the order of their paths.
    private static int Start(IReadOnlyList<Post> posts, string? place, bool isIncluded, bool isDescending)
    {
        if (place is null)
            return isDescending ? posts.Count - 1 : 0;
        var (low, high) = (0, posts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(posts[middle].Path, place) < 0 ? (middle + 1, high) : (low, middle);
        }

        var isThere = low < posts.Count && posts[low].Path == place;
        return isIncluded && isThere ? low : isDescending ? low - 1 : isThere ? low + 1 : low;
    }

    // As many as wait, which is not as many as there ever were.
    private async Task<ApiAnswer> ListHeldAsync(ApiCall call)
    {
        var (ids, posts) = (await held.ListAsync(call.Aborted), catalogues.Current.Posts.Where(post => post.Id.Length > 0).ToLookup(post => post.Id));
        var from = (int)Math.Min(call.PlaceNumber, ids.Count);
        var found = ids.Skip(from).Take(call.Limit + 1).Select((id, at) => (Id: id, Place: from + at + 1)).ToList();
        return ApiAnswer.Of(call.Page(found, row => row.Place.ToString(System.Globalization.CultureInfo.InvariantCulture), row => new HeldThing(row.Id, posts[row.Id].FirstOrDefault()?.Path, posts[row.Id].FirstOrDefault()?.Title)));
    }

    private static async Task<ApiAnswer> DecideAsync(ApiCall call, Func<IReadOnlyList<string>, CancellationToken, Task<int>> decide)
    {
        var count = await decide([.. call.Texts("ids")!.Distinct()], CancellationToken.None);
        return ApiAnswer.Of(new ActDone(count > 0 ? "done" : "already", count));
    }
}
