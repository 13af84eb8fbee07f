using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>A whole service with posts of the test's own, and what readers and servers see of its feeds.</summary>
public abstract class PerfectFeedTests : IAsyncDisposable
{
    protected static readonly string[] Formats = ["/rss.xml", "/atom.xml", "/feed.json"];
    protected static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private RunningPublisher? publisher;

    public static TheoryData<string> EachFormat => [.. Formats];

    private protected TemporaryFolder Folder { get; } = new();

    private protected RunningPublisher Publisher => publisher!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="head">Lines of front matter.</param>
    protected void Post(string name, string head, string body = "A paragraph.") => Folder.Write($"posts/{name}", $"---\n{head}\n---\n\n{body}\n");

    /// <summary>Starts the service, or starts it again a second after it was stopped.</summary>
    protected Task StartAsync(params string[] settings) => StartAsync(null, settings);

    protected async Task StartAsync(Action<IServiceCollection>? adjust, params string[] settings)
    {
        var now = publisher?.Time.GetUtcNow().AddSeconds(1) ?? Start;
        await StopAsync();
        publisher = await RunningPublisher.StartAsync(Folder, now, adjust, settings);
    }

    protected async Task StopAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
    }

    private protected async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await Publisher.Http.SendAsync(request, Cancel);
        return await Answer.ReadAsync(response);
    }

    private protected async Task<SeenFeed> FeedAsync(string path = "/atom.xml")
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return SeenFeed.Of(answer.Text);
    }

    /// <summary>Fails with every rule that a served feed breaks.</summary>
    private protected async Task<Answer> ValidAsync(string path, string site = "https://blog.example")
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var faults = FeedRules.FaultsOf(answer.Bytes, new(site + path));
        Assert.True(faults.Count == 0, $"{path}\n{string.Join('\n', faults)}");
        return answer;
    }

    /// <summary>Every feed that is there, as it is served.</summary>
    private protected async Task<Dictionary<string, SeenFeed>> AllFeedsAsync()
    {
        var feeds = new Dictionary<string, SeenFeed>();
        foreach (var path in FeedPaths())
            feeds.Add(path, await FeedAsync(path));
        return feeds;
    }

    /// <summary>The paths of every feed on disk.</summary>
    protected IReadOnlyList<string> FeedPaths() =>
        [.. Directory.EnumerateFiles(Folder["public"], "*", SearchOption.AllDirectories).Select(file => $"/{Path.GetRelativePath(Folder["public"], file)}").Where(path => Formats.Any(name => path.EndsWith(name[1..], StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    protected Task UntilFeedAsync(Func<string, bool> isSo, string what, string path = "/atom.xml") => Publisher.UntilAsync(async () => isSo(await Publisher.GetAsync(path)), what);

    protected Task UntilFeedHoldsAsync(string text, string path = "/atom.xml") => UntilFeedAsync(feed => feed.Contains(text, StringComparison.Ordinal), $"\"{text}\" in {path}", path);

    /// <summary>Lets so much time pass that the whole folder is looked through again.</summary>
    protected Task PassAsync(TimeSpan? time = null) => Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow() + (time ?? TimeSpan.FromMinutes(3)), TimeSpan.FromSeconds(20));

    /// <summary>Every file of the feeds' folder, with its time of change and a hash of what it holds.</summary>
    protected Dictionary<string, string> Files(string folder = "public") => Directory.EnumerateFiles(Folder[folder], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .ToDictionary(file => Path.GetRelativePath(Folder[folder], file), file => $"{File.GetLastWriteTimeUtc(file):O} {Hash(file)}");

    protected static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
