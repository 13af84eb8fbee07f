using System.IO.Compression;
using System.Text;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>The <c>.gz</c> and <c>.br</c> beside each feed file.</summary>
public sealed class CompressedCopiesTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private static readonly byte[] s_one = Text("one");
    private static readonly byte[] s_two = Text("two");

    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-copies-").FullName;

    public static TheoryData<string> Copies => [".gz", ".br"];

    private string Rss => Path.Combine(_folder, "rss.xml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Both_hold_what_the_file_holds_and_bear_its_time()
    {
        var files = new FeedFiles(_folder);
        foreach (byte[] version in new[] { s_one, s_two })
        {
            Assert.True(files.Publish("rss.xml", version));
            Assert.Equal(version, File.ReadAllBytes(Rss));
            Assert.All(Copies, copy => Assert.Equal(version, Unpacked(copy)));
            Assert.All(Copies, copy => Assert.Equal(File.GetLastWriteTimeUtc(Rss), File.GetLastWriteTimeUtc(Rss + copy)));
        }
    }

    [Fact]
    public void Gzip_names_no_file_no_time_and_no_system()
    {
        new FeedFiles(_folder).Publish("rss.xml", s_one);
        byte[] head = File.ReadAllBytes(Rss + ".gz")[..10];
        Assert.Equal([0x1f, 0x8b, 8, 0, 0, 0, 0, 0], head[..8]);
        Assert.Equal(255, head[9]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    [InlineData(300_000)]
    [InlineData(3_000_000)]
    public void The_same_feed_makes_the_same_bytes_whatever_its_size(int size)
    {
        byte[] content = [.. Enumerable.Range(0, size).Select(i => (byte)"<item>feed</item>"[(int)((long)i * (i >> 8) % 17)])];
        string other = Path.Combine(_folder, "other");
        new FeedFiles(_folder).Publish("rss.xml", content);
        new FeedFiles(other).Publish("rss.xml", content);
        Assert.All(Copies, copy => Assert.Equal(content, Unpacked(copy)));
        Assert.All(Copies, copy => Assert.Equal(File.ReadAllBytes(Rss + copy), File.ReadAllBytes(Path.Combine(other, "rss.xml" + copy))));
    }

    [Fact]
    public void What_did_not_change_is_not_touched()
    {
        new FeedFiles(_folder).Publish("rss.xml", s_one);
        foreach (string path in Directory.GetFiles(_folder))
            File.SetLastWriteTimeUtc(path, s_longAgo);
        var files = new FeedFiles(_folder);
        for (int i = 0; i < 3; i++)
            Assert.False(files.Publish("rss.xml", s_one));
        Assert.All(Directory.GetFiles(_folder), path => Assert.Equal(s_longAgo, File.GetLastWriteTimeUtc(path)));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_that_another_runtime_would_make_otherwise_is_left(string copy)
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", s_one);
        Pack(copy, s_one, CompressionLevel.Fastest);
        byte[] before = File.ReadAllBytes(Rss + copy);
        Assert.False(files.Publish("rss.xml", s_one));
        Assert.Equal(before, File.ReadAllBytes(Rss + copy));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_that_is_missing_stale_cut_short_or_nonsense_is_made_anew_at_the_start(string copy) => Assert.All<Action>(
        [
            () => File.Delete(Rss + copy),
            () => Pack(copy, s_two, CompressionLevel.Optimal),
            () => File.WriteAllBytes(Rss + copy, File.ReadAllBytes(Rss + copy)[..^9]),
            () => File.WriteAllBytes(Rss + copy, []),
            () => File.WriteAllText(Rss + copy, "nonsense"),
        ],
        harm =>
        {
            new FeedFiles(_folder).Publish("rss.xml", s_one);
            File.SetLastWriteTimeUtc(Rss, s_longAgo);
            harm();
            Assert.False(new FeedFiles(_folder).Publish("rss.xml", s_one));
            Assert.Equal(s_one, Unpacked(copy));
            Assert.Equal((s_longAgo, s_longAgo), (File.GetLastWriteTimeUtc(Rss), File.GetLastWriteTimeUtc(Rss + copy)));
        });

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_that_goes_while_the_program_runs_comes_back(string copy)
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", s_one);
        Assert.False(files.Publish("rss.xml", s_one));
        File.Delete(Rss + copy);
        Assert.False(files.Publish("rss.xml", s_one));
        Assert.Equal(s_one, Unpacked(copy));
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_of_another_version_is_never_loaded(string copy)
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", s_one);
        // As a process leaves it that is killed between the renames.
        Pack(copy, s_two, CompressionLevel.Optimal);
        var loaded = files.Load(FeedFormats.Of(FeedFormat.Rss))!;
        Assert.Equal(s_one, loaded.Bytes.ToArray());
        Assert.Equal(copy == ".gz", loaded.Gzip is null);
        Assert.Equal(copy == ".br", loaded.Brotli is null);
    }

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_folder_in_the_place_of_a_copy_is_told_and_every_file_stays(string copy)
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", s_one);
        File.Delete(Rss + copy);
        Directory.CreateDirectory(Rss + copy);
        string[] before = Directory.GetFileSystemEntries(_folder);
        var fault = Assert.Throws<FeedException>(() => files.Publish("rss.xml", s_two));
        Assert.Contains($"{Rss}{copy} is a folder. Free the place", fault.Message, StringComparison.Ordinal);
        Assert.Equal(s_one, File.ReadAllBytes(Rss));
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_folder).Order());
        Assert.Equal(s_one, Unpacked(copy == ".gz" ? ".br" : ".gz"));
    }

    [Fact]
    public void Each_copy_has_a_tag_of_its_own()
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", s_one);
        var loaded = files.Load(FeedFormats.Of(FeedFormat.Rss))!;
        Assert.Equal(loaded.ETag[..^1] + "-gz\"", loaded.Gzip!.ETag);
        Assert.Equal(loaded.ETag[..^1] + "-br\"", loaded.Brotli!.ETag);
        Assert.Equal(File.ReadAllBytes(Rss + ".gz"), loaded.Gzip.Bytes.ToArray());
    }

    private static byte[] Text(string word) => Encoding.UTF8.GetBytes($"<rss>{string.Join(' ', Enumerable.Repeat(word, 500))}</rss>");

    private byte[] Unpacked(string copy)
    {
        using var file = File.OpenRead(Rss + copy);
        using Stream plain = copy == ".gz" ? new GZipStream(file, CompressionMode.Decompress) : new BrotliStream(file, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Pack(string copy, byte[] content, CompressionLevel level)
    {
        using var file = File.Create(Rss + copy);
        using Stream packed = copy == ".gz" ? new GZipStream(file, level) : new BrotliStream(file, level);
        packed.Write(content);
    }
}
