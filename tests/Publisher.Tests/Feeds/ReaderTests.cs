using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Feeds;

/// <summary>What real reader programs make of our feeds, beside the catalogue. POSTS_UNDER_TEST may name one more folder of posts to try.</summary>
public sealed class ReaderTests : IDisposable
{
    // As feedparser tells an entry; of several authors it names all.
    private const string Script = """
        import feedparser, sys, json, calendar
        feed = feedparser.parse(sys.argv[1])
        if feed.bozo: sys.exit("not well-formed: %s" % feed.bozo_exception)
        for e in feed.entries:
            print(json.dumps([e.id, e.title, calendar.timegm(e.published_parsed), ", ".join(a.get("name", "") for a in e.get("authors", [])), e.link]))
        """;

    private static readonly DateTimeOffset Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Folders { get; } =
    [
        .. new[] { "sample", "hostile", Environment.GetEnvironmentVariable("POSTS_UNDER_TEST") }.OfType<string>().SelectMany(posts => new[] { (posts, "rss.xml"), (posts, "atom.xml") }),
    ];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Feedparser_finds_what_the_catalogue_holds(string posts, string feed)
    {
        await using var publisher = await StartAsync(posts);
        var (output, error) = await RunAsync("/usr/bin/python3", "-c", Script, $"{publisher.Http.BaseAddress}{feed}");
        Assert.SkipWhen(error.Contains("No module named 'feedparser'", StringComparison.Ordinal), "feedparser is not installed (Debian: python3-feedparser).");
        Assert.Equal("", error);
        var read = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement[]>(line)!)
            .Select(entry => (entry[0].GetString()!, entry[1].GetString()!, DateTimeOffset.FromUnixTimeSeconds(entry[2].GetInt64()), entry[3].GetString()!, entry[4].GetString()!)).ToList();
        Assert.NotEmpty(read);
        Assert.Equal(Expected(publisher, post => (post.Id, Seen(post.Title), Second(post), string.Join(", ", post.Authors is [] ? ["Test blog"] : post.Authors), post.Url!.AbsoluteUri)), read);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Newsboat_finds_what_the_catalogue_holds(string posts, string feed)
    {
        await using var publisher = await StartAsync(posts);
        var (urls, cache) = (folder.Write("urls", $"{publisher.Http.BaseAddress}{feed}\n"), folder["cache.db"]);
        var (_, error) = await RunAsync("newsboat", "-u", urls, "-c", cache, "-C", folder.Write("newsboat", "max-items 0\n"), "-x", "reload");
        Assert.SkipWhen(error == NotInstalled, "newsboat is not installed (Debian: newsboat).");
        var read = Cached(cache);
        Assert.NotEmpty(read);
        Assert.Equal(Expected(publisher, post => (post.Id, Seen(post.Title), Second(post), post.Url!.AbsoluteUri)).OrderBy(post => post.Id, StringComparer.Ordinal), read);
    }

    private const string NotInstalled = "not installed";

    private async Task<RunningPublisher> StartAsync(string posts)
    {
        var from = posts switch { "sample" => Sample(), "hostile" => Hostile(), _ => posts };
        return await RunningPublisher.StartAsync(folder, Now, $"posts.folder={from}", "feeds.limit=0", "feeds.maxSize=0", "feeds.topics=");
    }

    private static IEnumerable<T> Expected<T>(RunningPublisher publisher, Func<Post, T> of) =>
        publisher.Services.GetRequiredService<CatalogueStore>().Current.Published.Select(of);

    private static DateTimeOffset Second(Post post) => DateTimeOffset.FromUnixTimeSeconds(post.Published!.Value.ToUnixTimeSeconds());

    // Readers show one line.
    private static string Seen(string title) => string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<(string Id, string Title, DateTimeOffset At, string Url)> Cached(string cache)
    {
        using var connection = new SqliteConnection($"Data Source={cache};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select guid, title, pubDate, url from rss_item order by guid";
        using var row = command.ExecuteReader();
        var items = new List<(string, string, DateTimeOffset, string)>();
        while (row.Read())
            items.Add((row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)), row.GetString(3)));
        return items;
    }

    private string Hostile()
    {
        string[] titles = ["& < > \\\" &amp; <3 List<T> &nbsp;", "]]> <![CDATA[ x", "👩‍💻", "עברית \u202eRTL\u202c", "e\u0301 日本語 \ufffd", "line\\u2028separator", "<b>bold</b> & <script>x</script>"];
        foreach (var (i, title) in titles.Index())
            folder.Write(string.Create(CultureInfo.InvariantCulture, $"hostile/2026-01-{i + 1:00}-post.md"), $"---\ntitle: \"{title}\"\nauthor: \"Ann & Bob <b>\"\n---\n{title} and a body ]]> &nbsp; <div>half\n");
        return folder["hostile"];
    }

    private static string Sample([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../posts"));

    private async Task<(string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["HOME"] = folder.Path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "Asia/Tokyo";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (await output, await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ("", NotInstalled);
        }
    }
}
