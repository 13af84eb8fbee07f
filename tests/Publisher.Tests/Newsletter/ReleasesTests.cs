using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Tests.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

public sealed class ReleasesTests : IAsyncLifetime
{
    private readonly HintedBlog blog = new();
    private readonly Database database;
    private readonly Releases releases;

    public ReleasesTests()
    {
        database = StorageRoom.Open(TestStorage.At(blog.Blog.Files["publisher.db"]));
        releases = new(database, new() { Hold = TimeSpan.Zero }, blog.Blog.Time, NullLogger<Releases>.Instance);
    }

    public async ValueTask InitializeAsync() => await new Migrator(database, blog.Blog.Time).MigrateAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        blog.Dispose();
    }

    [Fact]
    public async Task An_edit_releases_nothing_and_the_next_new_post_is_released()
    {
        blog.Blog.Write("draft.md", Some.PostText("Draft", "2026-01-01", "draft: true"));
        blog.With("a.md");
        Assert.Empty(await ReleasedAsync());
        Change("a.md", "a, edited");
        Assert.Empty(await ReleasedAsync());
        Change("b.md", "b");
        Assert.Equal([blog.Post("b.md").Id], await ReleasedAsync());
        Change("a.md", "a, edited again");
        Change("draft.md", "No draft");
        Assert.Equal([blog.Post("b.md").Id, blog.Post("draft.md").Id], await ReleasedAsync());
    }

    private void Change(string name, string title)
    {
        blog.Write(name, title);
        blog.Look((name, Sign.Moved));
        blog.LookAfter(blog.Settle);
    }

    private async Task<IEnumerable<string>> ReleasedAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await releases.ReleaseAsync(blog.Catalogue, cancellation);
        await using var connection = await database.OpenAsync(cancellation);
        var all = await Releases.ReleasedAsync(connection, 0, long.MaxValue, cancellation);
        return all.Select(release => release.PostId);
    }
}
