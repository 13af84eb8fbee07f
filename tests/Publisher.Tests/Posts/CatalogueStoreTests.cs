using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class CatalogueStoreTests : IAsyncLifetime
{
    private readonly Blog blog = new(new PostsOptions { Settle = TimeSpan.Zero });
    private readonly Database database;
    private readonly CatalogueStore store;

    public CatalogueStoreTests()
    {
        database = StorageRoom.Open(TestStorage.At(blog.Files["publisher.db"]));
        store = Store();
    }

    public async ValueTask InitializeAsync() => await new Migrator(database, blog.Time).MigrateAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        blog.Dispose();
    }

    [Fact]
    public async Task The_catalogue_in_force_is_the_last_one()
    {
        Assert.Same(Catalogue.Empty, store.Current);
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var first = await RefreshAsync(store);
        Assert.Same(first, store.Current);
        Assert.Same(first, await RefreshAsync(store));
        blog.Write("2026-01-02-b.md", Some.PostText("B"));
        Assert.Equal(2, (await RefreshAsync(store)).Published.Count);
    }

    [Fact]
    public async Task Ids_and_dates_are_the_same_after_a_restart()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A", "2026-01-01T10:00:00.1234567+09:00"));
        blog.Write("2026-01-02-b.md", Some.PostText("B", more: "id: 22"));
        await RefreshAsync(store);
        blog.Time.Advance(TimeSpan.FromTicks(12_345_678));
        blog.Write("2026-01-02-b.md", Some.PostText("B, edited", more: "id: 22"));
        File.Move(blog["2026-01-01-a.md"], blog["2026-01-03-c.md"]);
        var before = await RefreshAsync(store);
        blog.Time.Advance(TimeSpan.FromDays(1));
        var after = await RefreshAsync(Store());
        Assert.Equal(before.Published.Select(post => (post.Id, post.Path)), after.Published.Select(post => (post.Id, post.Path)));
        foreach (var (one, other) in before.Published.Zip(after.Published))
            Assert.True((one.Updated!.Value - other.Updated!.Value).Duration() < TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_post_that_was_deleted_while_nobody_looked_is_gone_and_a_moved_one_is_not()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        blog.Write("2026-01-02-b.md", Some.PostText("B"));
        var before = (await RefreshAsync(store)).Published.ToDictionary(post => post.Title, post => post.Id);
        File.Delete(blog["2026-01-01-a.md"]);
        File.Move(blog["2026-01-02-b.md"], blog["2026-01-01-a.md"]);
        var again = Store();
        Assert.Equal(before["B"], Assert.Single((await RefreshAsync(again)).Published).Id);
        var register = await new PostRegister(database).LoadAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(register[before["A"]].Gone);
        Assert.Equal("2026-01-01-a.md", register[before["B"]].Path);
    }

    [Fact]
    public async Task What_is_shown_is_in_the_register_first()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var posts = (await RefreshAsync(store)).Published;
        var register = await new PostRegister(database).LoadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(posts.Select(post => (post.Id, post.Path, post.ContentHash)), register.Values.Select(row => (row.Id, row.Path, row.ContentHash)));
    }

    [Fact]
    public async Task Where_the_register_cannot_be_written_nothing_new_is_shown()
    {
        blog.Write("2026-01-01-a.md", Some.PostText("A"));
        var first = await RefreshAsync(store);
        await ExecuteAsync("alter table posts rename to posts_away");
        blog.Write("2026-01-02-b.md", Some.PostText("B"));
        await Assert.ThrowsAnyAsync<Exception>(() => RefreshAsync(store));
        Assert.Same(first, store.Current);
        await ExecuteAsync("alter table posts_away rename to posts");
        Assert.Equal(2, (await RefreshAsync(store)).Published.Count);
    }

    private Task ExecuteAsync(string sql) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(sql, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    private static Task<Catalogue> RefreshAsync(CatalogueStore store) => store.RefreshAsync(TestContext.Current.CancellationToken);

    private CatalogueStore Store() => new(new(blog.Options, blog.SiteFile, blog.Finder, blog.PostReader, blog.Time), new(database));
}
