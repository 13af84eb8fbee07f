using Publisher.Admin;
using Publisher.Api;
using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Newsletter;
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
        var held = database.Hold();
        try
        {
            await new Migrator(database, time).MigrateAsync(cancellation);
            await new WebhookQueue(database).RegisterAsync([.. settings.Webhooks.All()], cancellation);
            var keys = (await SigningKey.LoadAsync(database, time, cancellation), await AddressHash.LoadAsync(database, cancellation));
            var host = settings.Web.Enabled ? BuildWeb(loaded, world, database, keys, time, adjust) : BuildWorker(loaded, world, database, keys, time, adjust);
            return new(host, held, database);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is IAsyncDisposable host)
            await host.DisposeAsync();
        await database.DisposeAsync();
        held.Dispose();
    }

    private static WebApplication BuildWeb(LoadedSettings loaded, World world, Database database, (SigningKey Signing, AddressHash Hash) keys, TimeProvider time, Action<IServiceCollection>? adjust)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.AddWeb(loaded.Settings.Web);
        builder.Services.AddPages().AddAdmin(loaded.Settings.Admin).AddApi(loaded.Settings.Api);
        AddFeatures(builder, loaded, world, database, keys, time);
        adjust?.Invoke(builder.Services);

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

    private static IHost BuildWorker(LoadedSettings loaded, World world, Database database, (SigningKey Signing, AddressHash Hash) keys, TimeProvider time, Action<IServiceCollection>? adjust)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        AddFeatures(builder, loaded, world, database, keys, time);
        adjust?.Invoke(builder.Services);
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
            .AddPosts(settings.Posts, world.Site, world.SiteFile, settings.Feeds.Ids)
            .AddFeeds(settings.Feeds, world.Site)
            .AddWebSub(Hubs.From(settings.Feeds.WebSub, world.Site))
            .AddWebhooks(settings.Webhooks)
            .AddMail(settings.Mail, world.Site.Title, world.Site.Url.Host)
            .AddSubscribers(settings.Subscribers, keys.Signing, keys.Hash)
            .AddNewsletter(settings.Newsletter)
            .AddBounces()
            .AddScheduling(settings, world.Site, time)
            .AddSignals(settings.Metrics, settings.Alerts);
    }
}
