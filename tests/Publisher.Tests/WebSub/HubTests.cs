using Microsoft.Extensions.DependencyInjection;
using Publisher.Storage;
using Publisher.Tests.Support;
using Publisher.WebSub;

namespace Publisher.Tests.WebSub;

/// <summary>A whole service with one feed and no newsletter, and what tests of hubs do with it.</summary>
public abstract class HubTests : IAsyncLifetime
{
    protected const string Topic = "https://blog.example/atom.xml";
    protected static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private RunningPublisher? publisher;

    /// <summary>For tests in which the other side takes its time, however slow the machine is.</summary>
    private protected static HubLimits Patient { get; } = new() { Timeout = TimeSpan.FromMinutes(2) };

    private protected TemporaryFolder Folder { get; } = new();

    private protected RunningPublisher Publisher => publisher!;

    private protected HubLimits Limits { get; set; } = new();

    private protected HubGuard Guard { get; set; } = new(AllowsLoopback: true);

    protected DateTimeOffset Now => Publisher.Time.GetUtcNow();

    public virtual ValueTask InitializeAsync()
    {
        WritePost("The first");
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void WritePost(string title) => Folder.Write("posts/2026-02-11-post.md", Some.PostText(title));

    protected async Task StartAsync(params string[] hubs) => publisher = await RunningPublisher.StartAsync(
        Folder,
        publisher is null ? Start : Now.AddSeconds(1),
        services => services.AddSingleton(Limits).AddSingleton(Guard),
        ["newsletter.enabled=false", "feeds.formats=atom", "feeds.topics=", $"feeds.webSub={string.Join(',', hubs)}"]);

    protected async Task StopAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
    }

    /// <summary>Saves a post and waits until it is served and announced.</summary>
    protected async Task PublishAsync(string title)
    {
        WritePost(title);
        await Publisher.UntilAsync(async () => (await Publisher.GetAsync("/atom.xml")).Contains(title, StringComparison.Ordinal), $"{title} in the feed");
        using var feed = await Publisher.Http.GetAsync(new Uri("/atom.xml", UriKind.Relative));
        await Publisher.UntilAsync(async () => await CountAsync($"websub_topics where tag = '{feed.Headers.ETag!.Tag}'") == 1, $"{title} to be announced");
    }

    // Quartz takes what is a minute late for missed.
    protected Task PassAsync(TimeSpan time, TimeSpan? step = null) => Publisher.AdvanceToAsync(Now + time, step ?? TimeSpan.FromSeconds(30));

    protected async Task<int> CountAsync(string table)
    {
        await using var connection = await Publisher.Database.OpenAsync(default);
        return (await connection.QueryAsync($"select count(*) from {table}", row => row.Int(0), default))[0];
    }

    protected Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, default), default);
}
