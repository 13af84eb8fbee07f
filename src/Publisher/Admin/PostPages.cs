using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>Every file that was found, with what became of it: the facts of <c>publisher posts</c>.</summary>
internal sealed class PostPages(AdminPages pages, CatalogueStore catalogues)
{
    private const int OnPage = 25;

    public Task ListAsync(AdminCall call)
    {
        var status = Enum.GetValues<PostStatus>().Select(SubscriberRows.Word).FirstOrDefault(word => word == call.Query("status"));
        var from = int.TryParse(call.Query("from"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = catalogues.Current.Posts.Where(post => status is null || SubscriberRows.Word(post.Status) == status).OrderByDescending(post => post.Published ?? DateTimeOffset.MaxValue).ThenBy(post => post.Path, StringComparer.Ordinal).ToList();
        return pages.WriteAsync(call, "posts", "admin.posts.title", new
        {
            posts = found.Skip(from).Take(OnPage).Select(post => Line(call, post)).ToList(),
            count = AdminPages.Number(found.Count),
            status,
            statuses = Enum.GetValues<PostStatus>().Select(SubscriberRows.Word).Select(word => new { word, name = pages.Text(call, $"admin.status.{word}") }).ToList(),
            next = from < found.Count - OnPage ? string.Create(CultureInfo.InvariantCulture, $"?status={status}&from={from + OnPage}") : null,
            isFirst = from == 0,
        });
    }

    private object Line(AdminCall call, Post post) => new
    {
        title = post.Title,
        path = post.Path,
        status = pages.Text(call, $"admin.status.{SubscriberRows.Word(post.Status)}"),
        isBroken = post.Status == PostStatus.Broken,
        reason = post.Reason,
        date = pages.When(post.Published),
        canBeMailed = post.Mailable && post.Status is PostStatus.Published or PostStatus.Draft or PostStatus.Scheduled,
    };
}
