using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Rendering;
using Publisher.Settings;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Commands;

/// <summary>What the one-pass commands work on: the posts read once, with the ids of the database where there is one. Nothing is written.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Desk(ServiceProvider services, World world, Database? database, bool isCurrent, Catalogue catalogue)
    {
        this.services = services;
        World = world;
        Database = database;
        FeedDatabase = isCurrent ? database : null;
        Catalogue = catalogue;
    }

    public World World { get; }

    /// <summary>Null where there is no database yet.</summary>
    public Database? Database { get; }

    /// <summary>The same where it holds what this program remembers of feeds; an older one is brought up to it by the service.</summary>
    public Database? FeedDatabase { get; }

    public Catalogue Catalogue { get; }

    /// <summary>Who is never mailed; in a database from before there were suppressions, nobody.</summary>
    public async Task<SuppressionList> SuppressionsAsync(CancellationToken cancellation) =>
        Database is not null && await Database.HasAsync(cancellation, "kept_values", "suppressions") ? await SuppressionList.ReadAsync(Database, cancellation) : SuppressionList.Empty;

    /// <summary>The post as readers would see it; null where there is none to see.</summary>
    public RenderedPost? Render(Post post) => post.Status is PostStatus.Broken or PostStatus.Skipped ? null : Renderer.Render(post);

    /// <summary>Every problem of every file, those of bodies too.</summary>
    public IEnumerable<Problem> Problems() =>
        Catalogue.Posts.AsParallel().AsOrdered().SelectMany(post => post.Problems.Concat(Render(post)?.Problems ?? []).OrderBy(problem => problem.Line == 0 ? int.MaxValue : problem.Line));

    public PostRenderer Renderer => services.GetRequiredService<PostRenderer>();

    /// <exception cref="CommandException">The posts folder cannot be read.</exception>
    public static async Task<Desk> OpenAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        var settings = loaded.Settings;
        PostsFolder.Require(loaded);
        var world = World.Read(settings);
        var database = await OpenDatabaseAsync(settings.Storage, cancellation);
        var services = new ServiceCollection().AddSingleton(time).AddPosts(settings.Posts, world.Site, world.SiteFile, settings.Feeds.Ids, keepsBodies: false);
        if (database is not null)
            services.AddSingleton(database);
        var provider = services.BuildServiceProvider();
        var known = database is null ? [] : await provider.GetRequiredService<PostRegister>().LoadAsync(cancellation);
        var (catalogue, _) = await provider.GetRequiredService<CatalogueReader>().ReadAsync(Catalogue.Empty, known, cancellation);
        return catalogue.FolderProblem is { } problem ? throw new CommandException(problem) : new(provider, world, database, database is not null && await database.HasAsync(cancellation, "post_addresses", "archived_posts", "kept_values", "reader_counts"), catalogue);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
    }

    private static async Task<Database?> OpenDatabaseAsync(StorageOptions options, CancellationToken cancellation)
    {
        if (!StorageRoom.IsThere(options))
            return null;
        var database = StorageRoom.Open(options);
        return await database.HasAsync(cancellation, "posts", "marks", "deliveries") ? database : null;
    }
}
