using Publisher.Admin;
using Publisher.Api;
using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Nodes;
using Publisher.Pages;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Settings;
using Publisher.Signals;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Templates;
using Publisher.Web;
using Publisher.Webhooks;
using Publisher.WebSub;

namespace Publisher;

/// <summary>The service put together: a line a feature, in the order of dependence.</summary>
internal sealed class PublisherHost : IAsyncDisposable
{
    private readonly IDisposable held;
    private readonly Database database;

    private PublisherHost(IHost host, IDisposable held, Database database)
    {
        Host = host;
        this.held = held;
        this.database = database;
    }

    public IHost Host { get; }

    /// <param name="time">Every clock in the program.</param>
    /// <param name="adjust">Further services, for tests.</param>
    /// <exception cref="StorageException">The database is in use or cannot be opened.</exception>
    public static async Task<PublisherHost> BuildAsync(LoadedSettings loaded, TimeProvider time, Action<IServiceCollection>? adjust = null, CancellationToken cancellation = default)
    {
        var settings = loaded.Settings;
        var world = World.Read(settings);
        var database = StorageRoom.Open(settings.Storage);
        var held = await HoldAsync(database, settings, cancellation);
        try
        {
            time = await ClockAsync(database, time, cancellation);
            await new Migrator(database, time).MigrateAsync(cancellation);
            await new WebhookQueue(database).RegisterAsync([.. settings.Webhooks.All()], cancellation);
            var keys = (await SigningKey.LoadAsync(database, time, cancellation), await AddressHash.LoadAsync(database, cancellation));
            var (node, book) = NodesRoom.Of(loaded, database, new Random(), time);
            if (book is not null)
                await book.JoinAsync(cancellation);
            void Add(IServiceCollection services)
            {
                services.AddNodes(node, book, held, settings.Node);
                adjust?.Invoke(services);
            }

            var host = settings.Web.Enabled && settings.Node.Has(NodeRole.Web) ? BuildWeb(loaded, world, database, keys, time, Add) : BuildWorker(loaded, world, database, keys, time, Add);
            return new(host, held, database);
        }
        catch
        {
            held.Dispose();
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is IAsyncDisposable host)
            await host.DisposeAsync();
        held.Dispose();
        await database.DisposeAsync();
    }

    private static async Task<Seat> HoldAsync(Database database, PublisherSettings settings, CancellationToken cancellation)
    {
        try
        {
            return await database.HoldAsync(Node.NameOf(settings.Node.Name), cancellation);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    // Tests turn a clock of their own.
    private static async Task<TimeProvider> ClockAsync(Database database, TimeProvider time, CancellationToken cancellation)
    {
        if (!database.IsShared || time != TimeProvider.System)
            return time;
        var shared = new SharedTime(time);
        await shared.SetAsync(database, cancellation);
        return shared;
    }

    private static WebApplication BuildWeb(LoadedSettings loaded, World world, Database database, (SigningKey Signing, AddressHash Hash) keys, TimeProvider time, Action<IServiceCollection> adjust)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.AddWeb(loaded.Settings.Web);
        builder.Services.AddPages().AddAdmin(loaded.Settings.Admin).AddApi(loaded.Settings.Api);
        AddFeatures(builder, loaded, world, database, keys, time);
        adjust(builder.Services);

        var app = builder.Build();
        app.UseWeb();
        // Feeds are asked for most, and are no pages.
        app.UseFeeds(except: FeedPages.IsWanted);
        app.UseSecurityHeaders();
        app.UseMetrics();
        app.UseFeedPages();
        // What goes with the feeds has no page.
        app.UseFeeds(except: _ => false);
        app.UseRouting();
        app.For(Access.Anyone).MapHealth();
        app.For(Access.Anyone).MapWebSub();
        app.MapSubscribers();
        app.MapAdmin();
        app.MapApi();
        app.For(Access.Anyone).MapPages();
        return app;
    }

    private static IHost BuildWorker(LoadedSettings loaded, World world, Database database, (SigningKey Signing, AddressHash Hash) keys, TimeProvider time, Action<IServiceCollection> adjust)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        AddFeatures(builder, loaded, world, database, keys, time);
        adjust(builder.Services);
        return builder.Build();
    }

    private static void AddFeatures(IHostApplicationBuilder builder, LoadedSettings loaded, World world, Database database, (SigningKey Signing, AddressHash Hash) keys, TimeProvider time)
    {
        var settings = loaded.Settings;
        builder.AddService(loaded);
        builder.Services
            .AddSingleton(time)
            .AddSingleton(database)
            .AddSingleton(Fence.Of(database, settings.Storage))
            .AddSingleton(new TemplateSet(null))
            .AddPosts(settings.Posts, world.Site, world.SiteFile, settings.Feeds.Ids, node: Node.NameOf(settings.Node.Name))
            .AddFeeds(settings.Feeds, world.Site)
            .AddWebSub(Hubs.From(settings.Feeds.WebSub, world.Site))
            .AddWebhooks(settings.Webhooks)
            .AddMail(settings.Mail, world.Site.Title, world.Site.Url.Host)
            .AddSubscribers(settings.Subscribers, keys.Signing, keys.Hash)
            .AddNewsletter(settings.Newsletter)
            .AddBounces()
            .AddScheduling(settings, world.Site, time, database.Factory)
            .AddSignals(settings.Metrics, settings.Alerts);
    }
}
