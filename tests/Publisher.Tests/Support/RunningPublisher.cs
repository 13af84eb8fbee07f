using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Publisher.Settings;
using Publisher.Storage;

namespace Publisher.Tests.Support;

/// <summary>The whole service in this process: real files, real SQLite, a real port, and a clock that the test turns.</summary>
internal sealed partial class RunningPublisher : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PublisherHost publisher;

    private RunningPublisher(PublisherHost publisher, FakeTimeProvider time, LogRecorder log)
    {
        this.publisher = publisher;
        Time = time;
        Log = log;
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(Addresses().First()) };
    }

    public FakeTimeProvider Time { get; }

    public LogRecorder Log { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => publisher.Host.Services;

    public Database Database => Services.GetRequiredService<Database>();

    /// <param name="folder">Holds <c>posts</c>, and gets everything that is written.</param>
    public static Task<RunningPublisher> StartAsync(TemporaryFolder folder, DateTimeOffset now, params string[] settings) => StartAsync(folder, now, null, settings);

    /// <param name="adjust">Services in place of the program's own.</param>
    public static async Task<RunningPublisher> StartAsync(TemporaryFolder folder, DateTimeOffset now, Action<IServiceCollection>? adjust, params string[] settings)
    {
        Directory.CreateDirectory(folder["posts"]);
        string[] all =
        [
            $"posts.folder={folder["posts"]}",
            $"feeds.folder={folder["public"]}",
            $"mail.folder={folder["outbox"]}",
            .. TestStorage.Settings(folder["publisher.db"]),
            "web.urls=http://127.0.0.1:0",
            "site.url=https://blog.example/",
            "site.title=Test blog",
            "newsletter.hold=00:00:00",
            .. settings,
        ];
        var loaded = SettingsReader.Read(new(null, all, new Dictionary<string, string>(), []));
        var (time, log) = (new FakeTimeProvider(now.ToUniversalTime()), new LogRecorder());
        var host = await PublisherHost.BuildAsync(loaded, time, services =>
        {
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
            adjust?.Invoke(services);
        });
        await host.Host.StartAsync();
        return new(host, time, log);
    }

    /// <summary>The settings for a service whose links lead to itself; a port of 0 is not known early enough for that.</summary>
    public static string[] AtItsOwnAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        return [$"web.urls={address}", $"site.url={address}/"];
    }

    /// <summary>Turns the clock in small steps until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            Assert.True(watch.Elapsed < Patience, $"waited in vain for {what}\n{Log}");
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    public Task UntilAsync(Func<Task<bool>> isSo, string what) => UntilAsync(() => isSo().GetAwaiter().GetResult(), what);

    /// <summary>Turns the clock up to an instant, stopping so often that every schedule keeps its time.</summary>
    public async Task AdvanceToAsync(DateTimeOffset to, TimeSpan step)
    {
        while (Time.GetUtcNow() < to)
        {
            var left = to - Time.GetUtcNow();
            Time.Advance(left < step ? left : step);
            await QuietAsync();
        }
    }

    /// <summary>Waits until no job runs and none is due.</summary>
    public async Task QuietAsync()
    {
        var scheduler = await Services.GetRequiredService<Quartz.ISchedulerFactory>().GetScheduler();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(1))
        {
            var now = Time.GetUtcNow();
            var triggers = await scheduler.QueryTriggers(new Quartz.TriggerQuery { Take = Quartz.PagedQuery.All });
            var running = await scheduler.QueryFireInstances(new Quartz.FireInstanceQuery { State = Quartz.FireInstanceState.Executing });
            if (running.Items.Count == 0 && !triggers.Items.Any(trigger => trigger.NextFireTimeUtc <= now))
                return;
            // A look that lets a save settle waits on this clock, too. No faster than jobs end: else the next is due before.
            if (running.Items.Count > 0)
                Time.Advance(TimeSpan.FromMilliseconds(TestStorage.IsPostgres ? 2 : 10));
        }

        Assert.Fail($"the jobs did not come to rest\n{Log}");
    }

    public async Task<string> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        return await Http.PostAsync(path, content);
    }

    /// <summary>The first path of a kind, such as <c>/confirm/…</c>, in a mail or a page.</summary>
    public static string PathIn(string? text, string kind) => LinkPattern().Matches(text ?? "").Select(match => match.Value).First(path => path.StartsWith($"/{kind}/", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await publisher.Host.StopAsync();
        await publisher.DisposeAsync();
    }

    private IEnumerable<string> Addresses() =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    [GeneratedRegex("/(confirm|preferences|unsubscribe|reader/[a-z-]+)/[A-Za-z0-9_-]+")]
    private static partial Regex LinkPattern();
}
