using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Publisher.Admin.Login;
using Publisher.Storage;
using Publisher.Tests.Admin;
using Publisher.Webhooks;

namespace Publisher.Benchmarks.Operating;

/// <summary>How long the operator waits for a page, on made data, and what it looks like: <c>pages --subscribers N --issues N --program FILE --pictures FOLDER</c> (100,000, 500).</summary>
internal static class OperatorPages
{
    private const string Password = "a long enough password";
    private const int Rounds = 9;

    private static readonly string[] Paths =
    [
        "", "/plan", "/issues", "/issues?before=250", "/issues/{issues}", "/issues/7", "/held", "/posts", "/preview?post=2026-01-01-old.md", "/preview/mail?post=2026-01-01-old.md&cadence=weekly",
        "/subscribers", "/subscribers?address=reader99", "/subscribers?address=nobody&status=confirmed", "/subscribers/292", "/bounces", "/api",
    ];

    // The programs of the made data, of whom nothing is due for a year: those not named here would be forgotten.
    private static readonly string[] Programs =
    [
        "--set", "webhooks.url=https://crm.example.com/a-secret-path,https://chat.example.net/another-secret",
        "--set", $"webhooks.secret={WebhookSecret.New()},{WebhookSecret.New()}",
        "--set", "webhooks.events=all,issue.sent",
    ];

    // How the pages look that are no list.
    private static readonly string[] Questions = ["/issues/{issues}/cancel", "/subscribers/292/erase", "/bounces?address=reader1@example.com"];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        var (subscribers, issues) = (int.Parse(Of("--subscribers") ?? "100000", CultureInfo.InvariantCulture), int.Parse(Of("--issues") ?? "500", CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("publisher-pages").FullName;
        try
        {
            var program = Of("--program") ?? Path.Combine(AppContext.BaseDirectory, "publisher.dll");
            await MakeAsync(folder, subscribers, issues);
            await MeasureAsync(folder, program, issues, Of("--pictures"), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MakeAsync(string folder, int subscribers, int issues)
    {
        Directory.CreateDirectory(Path.Combine(folder, "posts"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "posts", "2026-01-01-old.md"), "---\ntitle: Old\n---\n\nText.\n");
        for (var i = 1; i <= issues; i++)
            await File.WriteAllTextAsync(Path.Combine(folder, "posts", Post(i)), $"---\ntitle: {(i % 3 == 1 ? $"AWSのAIインフラ売上1兆円突破、ほか{i}件" : $"What changed in week {i}")}\n{(i % 50 == 49 ? "draft: true\n" : "")}---\n\nText.\n");
        await using var database = Open(folder);
        await new Migrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        await MadeData.WriteAsync(database, DateTimeOffset.UtcNow, subscribers, issues, "a reason that a server gave");
        // The newest issue is as large as the list, and done: nothing is to be sent while pages are looked at.
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                insert into suppressions (address_hash, reason, suppressed_at)
                select printf('%064x', subscriber_id), case when subscriber_id % 9 = 0 then 'complaint' else 'hardbounce' end, max(settled_at) from deliveries where status = 'failed' group by subscriber_id
                """,
                CancellationToken.None),
            CancellationToken.None);
        await database.WriteAsync(transaction => transaction.ExecuteAsync("update deliveries set due_at = 253402300799000, status = case when status in ('pending', 'deferred') then 'sent' else status end", CancellationToken.None), CancellationToken.None);
        await new AdminPassword(database).SetAsync(Password, CancellationToken.None);
    }

    // Each post went out in an issue; the newest two wait for the next one.
    private static async Task ReleaseAsync(string folder, int issues)
    {
        await using var database = Open(folder);
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                insert into releases (post_id, state, sequence, at) select id, 'released', row_number() over (order by path), published_at from posts;
                update subscribers set caught_up_to = (select max(sequence) from releases) - 2;
                update issue_posts set post_id = coalesce((select id from posts where path like '%-post-' || (@issues + 3 - issue_id) || '.md'), post_id);
                """,
                CancellationToken.None,
                ("issues", issues)),
            CancellationToken.None);
    }

    private static Database Open(string folder) => StorageRoom.Open(new() { ConnectionString = $"Data Source={Path.Combine(folder, "data", "publisher.db")}" });

    private static string Post(int i) => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2025, 12, 31).AddDays(-i):yyyy-MM-dd}-post-{i}.md");

    private static async Task MeasureAsync(string folder, string program, int issues, string? pictures, TextWriter output)
    {
        var address = FreeAddress();
        string[] arguments = ["run", "--set", "posts.folder=posts", "--set", $"site.url={address}/", "--set", $"web.urls={address}", "--set", "newsletter.enabled=false", .. Programs];
        using var service = Process.Start(program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = folder } : new(program, arguments) { WorkingDirectory = folder })!;
        try
        {
            using var handler = new HttpClientHandler { CookieContainer = new() };
            using var http = new HttpClient(handler) { BaseAddress = new(address), Timeout = TimeSpan.FromMinutes(1) };
            await ReadyAsync(http);
            await ReleaseAsync(folder, issues);
            using var login = await http.PostAsync(new Uri("/admin/login", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("password", Password), KeyValuePair.Create("next", "")]));
            await output.WriteLineAsync("\n| page | first ms | median ms | most ms | KiB |\n|---|---|---|---|---|");
            foreach (var path in Of(Paths, issues))
                await output.WriteLineAsync(await LineAsync(http, path));
            if (pictures is not null)
                await OperatorPictures.TakeAsync(new(address), Password, Of([.. Paths.Where(path => !path.StartsWith("/preview/mail", StringComparison.Ordinal)), .. Questions], issues), pictures, output);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
        }
    }

    private static IEnumerable<string> Of(IEnumerable<string> paths, int issues) => paths.Select(path => path.Replace("{issues}", issues.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static async Task<string> LineAsync(HttpClient http, string path)
    {
        var (times, size) = (new List<double>(), 0);
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync(new Uri("/admin" + path, UriKind.Relative));
            size = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (answer.StatusCode != HttpStatusCode.OK || answer.RequestMessage?.RequestUri?.AbsolutePath.Contains("login", StringComparison.Ordinal) != false)
                throw new InvalidOperationException($"/admin{path} answered {answer.StatusCode} from {answer.RequestMessage?.RequestUri}");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var later = times.Skip(1).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"| /admin{path} | {times[0]:F0} | {later[later.Count / 2]:F0} | {later[^1]:F0} | {size / 1024.0:F0} |");
    }

    private static async Task ReadyAsync(HttpClient http)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/admin/login", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(1))
            {
            }
        }
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
