using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Admin.Login;
using Publisher.Api;
using Publisher.Api.Tokens;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Api;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>The whole service on much data, with the plan of every statement that it runs: what goes on for each mail, composing, the operator's pages and the API.</summary>
internal sealed class PlannedService : IAsyncDisposable
{
    /// <summary>Ends the name of what is looked at for a second time.</summary>
    public const string Again = " again";

    private const string Password = "a long enough password";

    private static readonly DateTimeOffset Now = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly PostgresRelay relay = new();
    private readonly List<SeenPlan> seen = [];
    private readonly int issues;
    private RunningPublisher? running;

    private PlannedService(int issues) => this.issues = issues;

    private static CancellationToken Cancellation => CancellationToken.None;

    private RunningPublisher Publisher => running!;

    /// <param name="options">More settings of PostgreSQL's sessions.</param>
    public static async Task<PlannedService> StartAsync(long readers, int issues, string options = "")
    {
        var service = new PlannedService(issues);
        service.folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        var storage = TestStorage.At(service.folder["publisher.db"]);
        await using (var database = StorageRoom.Open(storage))
        {
            await new Migrator(database, TimeProvider.System).MigrateAsync(Cancellation);
            await MuchData.WriteAsync(database, readers, issues, Cancellation);
        }

        var through = service.relay.To(storage, $"{PostgresRelay.Explained} {options}");
        service.running = await RunningPublisher.StartAsync(service.folder, Now, $"storage.connectionString={through.ConnectionString}", "newsletter.enabled=false");
        return service;
    }

    /// <summary>All that it did, with its plans; statements about the catalogue of tables aside.</summary>
    public async Task<IReadOnlyList<SeenPlan>> SeeAsync()
    {
        await SendAsync();
        await ComposeAsync();
        // What is seen of much is kept for a while: looked at again, it costs next to nothing.
        await PagesAsync("");
        await PagesAsync(Again);
        await ApiAsync();
        return [.. seen.Where(plan => plan.Head.Length > 0 && !plan.Head.Contains("pg_", StringComparison.Ordinal))];
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        await relay.DisposeAsync();
        folder.Dispose();
    }

    private T Of<T>()
        where T : notnull => Publisher.Services.GetRequiredService<T>();

    private async Task ActAsync(string name, Func<Task> act)
    {
        relay.TakeNotices();
        await act();
        seen.AddRange(relay.TakeNotices().Select(notice => SeenPlan.Of(name, notice)).OfType<SeenPlan>());
    }

    private async Task SendAsync()
    {
        var (queue, ledger) = (Of<IssueQueue>(), Of<Ledger>());
        await ActAsync("whether anything is due", () => Of<Accounts>().IsAnythingDueAsync(Cancellation));
        await ActAsync("recover", () => ledger.RecoverAsync(Now, Cancellation));
        foreach (var limits in new Limits[] { new(null, "domain/"), new(new() { Host = "relay.example", Rate = 12_000 }, "domain/"), new(new() { Host = "other.example", Rate = 12_000, PerDomain = 6000 }, "domain/") })
        {
            Claim? claim = null;
            await ActAsync("claim", async () => claim = await queue.ClaimAsync("test/0/0/1", limits, ChunkSize.Most, connections: 10, Cancellation));
            Assert.InRange(claim!.Deliveries.Count, 100, ChunkSize.Most);
            await ActAsync("look again", () => ledger.RenewAsync(["test/0/0/1"], Now, Now, Cancellation));
            await ActAsync("settle", () => ledger.SettleAsync([.. claim.Deliveries.Skip(10).Select(delivery => (delivery, new Outcome(DeliveryStatus.Sent, "250 ok")))], Now, Cancellation));
            await ActAsync("give back", () => ledger.ReleaseAsync("test/0/0/1", Cancellation));
        }

        await ActAsync("age of the queue", () => QueueAge.ReadAsync(Publisher.Database, Of<NewsletterOptions>(), Now, Cancellation));
        await ActAsync("check the account", () => Of<Accounts>().CheckAsync(Cancellation));
    }

    private async Task ComposeAsync()
    {
        var (composer, catalogue) = (Of<Composer>(), Of<CatalogueStore>().Current);
        foreach (var (cadence, zone) in new[] { (Cadence.Instant, Of<Timetable>().SiteZone), (Cadence.Weekly, Of<Timetable>().SiteZone) })
        {
            await ActAsync("look for the due", () => composer.OpenAsync(cadence, zone, Now, catalogue, Cancellation));
            var edition = new Edition(cadence, zone, Now, Now, 20, [new(20, catalogue.Posts[0])], null);
            await ActAsync("compose", async () =>
            {
                var composing = composer.ComposeAsync(edition, Cancellation);
                // Between two chunks it takes a breath.
                await Publisher.UntilAsync(() => composing.IsCompleted, "composing");
                Assert.InRange(await composing, 50, MuchData.Due);
            });
        }

        await ActAsync("when what is next", () => Of<Timetable>().ReadAsync(Cancellation));
    }

    private async Task PagesAsync(string turn)
    {
        await Of<AdminPassword>().SetAsync(Password, Cancellation);
        using var login = await Publisher.PostAsync("/admin/login", ("password", Password), ("next", ""));
        var cookie = login.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        foreach (var path in Pages())
            await ActAsync(path + turn, () => GetAsync(path, "Cookie", cookie));
    }

    private string[] Pages() =>
    [
        "/admin", "/admin/issues", $"/admin/issues/{issues}", "/admin/issues/1", "/admin/issues/1/cancel", "/admin/held", "/admin/posts", "/admin/plan", "/admin/preview?post=2026-01-01-old.md", "/admin/bounces",
        "/admin/bounces?address=reader1@example.com", "/admin/subscribers", "/admin/subscribers?status=unconfirmed", "/admin/subscribers?address=reader77", "/admin/subscribers?address=nobody", "/admin/subscribers/292", "/admin/subscribers/292/remove", "/admin/subscribers/292/erase",
    ];

    private async Task ApiAsync()
    {
        var token = (await Of<ApiTokens>().CreateAsync(new("a test", [.. Scopes.All]), Cancellation)).Text;
        foreach (var route in Of<ApiRoutes>().All.Where(route => route.Method == HttpMethods.Get))
            await ActAsync(route.Id, () => GetAsync(ApiRoute.Root + Samples.Path(route), "Authorization", $"Bearer {token}"));
        foreach (var query in new[] { "/subscribers?status=unsubscribed", "/subscribers?email=reader5@example.com", "/issues?status=open" })
            await ActAsync(query, () => GetAsync(ApiRoute.Root + query, "Authorization", $"Bearer {token}"));
    }

    private async Task GetAsync(string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(header, value);
        using var answer = await Publisher.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == System.Net.HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}\n{Publisher.Log}");
    }
}
