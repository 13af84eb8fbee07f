using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class LoadedFeedsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-loaded-").FullName;
    private readonly FeedFiles _files;
    private readonly List<string> _loads = [];

    public LoadedFeedsTests() => _files = new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_once_until_it_is_forgotten()
    {
        _files.Publish("rss.xml", "one"u8);
        var loaded = Loaded();
        Assert.Same(loaded.Find("rss.xml"), loaded.Find("rss.xml"));
        _files.Publish("rss.xml", "two"u8);
        loaded.Forget();
        Assert.Equal("two"u8, loaded.Find("rss.xml")!.Bytes.Span);
        Assert.Equal(2, _loads.Count);
    }

    [Fact]
    public void What_is_not_there_is_asked_for_again()
    {
        var loaded = Loaded();
        Assert.Null(loaded.Find("rss.xml"));
        _files.Publish("rss.xml", "one"u8);
        Assert.NotNull(loaded.Find("rss.xml"));
    }

    [Fact]
    public void Memory_stays_within_its_bound_and_what_is_asked_for_most_lately_stays()
    {
        byte[] content = new byte[20_000];
        Random.Shared.NextBytes(content);
        var names = Enumerable.Range(0, 50).Select(i => $"tags/{i}/rss.xml").ToList();
        names.ForEach(name => _files.Publish(name, content));
        var loaded = Loaded(bound: 1_000_000);
        foreach (string name in names)
        {
            loaded.Find(name);
            loaded.Find(names[0]);
            Assert.InRange(loaded.Held, 1, 1_000_000);
        }

        Assert.Equal(1, _loads.Count(name => name == names[0]));
        Assert.Equal(50, _loads.Count);
    }

    [Fact]
    public void A_large_file_is_not_held_and_is_seen_to_be_replaced()
    {
        _files.Publish("rss.xml", new byte[FeedLoading.LargestHeld + 1]);
        var loaded = Loaded();
        var before = loaded.Find("rss.xml")!;
        Assert.Equal((0, false), (before.Bytes.Length, before.Plain.IsHeld));
        Assert.InRange(loaded.Held, 1, 100_000);
        Assert.Same(before, loaded.Find("rss.xml"));
        _files.Publish("rss.xml", new byte[FeedLoading.LargestHeld + 2]);
        Assert.Null(before.Plain.Open());
        Assert.NotEqual(before.ETag, loaded.Find("rss.xml")!.ETag);
    }

    [Fact]
    public void Finding_what_is_held_takes_no_memory()
    {
        _files.Publish("rss.xml", "one"u8);
        var loaded = Loaded();
        loaded.Find("rss.xml");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            loaded.Find("rss.xml");
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private LoadedFeeds Loaded(long bound = 10_000_000) => new(
        name =>
        {
            _loads.Add(name);
            return _files.Load(new FeedFile(name, "application/rss+xml; charset=utf-8", FeedFormat.Rss));
        },
        bound);
}
