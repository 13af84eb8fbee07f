using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

public sealed class FeedFilesTests : IDisposable
{
    private static readonly DateTime s_longAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-feeds-").FullName;

    private string Rss => Path.Combine(_folder, "rss.xml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_file_and_a_changed_one_are_written()
    {
        var files = new FeedFiles(_folder);
        Assert.True(files.Publish("rss.xml", "one"u8));
        Assert.True(files.Publish("rss.xml", "two"u8));
        Assert.Equal("two", File.ReadAllText(Rss));
        Assert.Equal([Rss, Rss + ".br", Rss + ".gz"], Directory.GetFileSystemEntries(_folder).Order());
    }

    [Fact]
    public void A_file_below_a_folder_makes_the_folder()
    {
        new FeedFiles(Path.Combine(_folder, "public")).Publish("tags/news/rss.xml", "one"u8);
        Assert.True(File.Exists(Path.Combine(_folder, "public", "tags", "news", "rss.xml")));
    }

    [Theory]
    [InlineData("../rss.xml")]
    [InlineData("/rss.xml")]
    [InlineData("a/../../rss.xml")]
    [InlineData("")]
    public void A_name_never_leads_out_of_the_folder(string name) =>
        Assert.Throws<ArgumentException>(() => new FeedFiles(Path.Combine(_folder, "public")).Publish(name, "one"u8));

    [Fact]
    public void An_unchanged_file_is_not_touched()
    {
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", "one"u8);
        File.SetLastWriteTimeUtc(Rss, s_longAgo);
        Assert.False(files.Publish("rss.xml", "one"u8));
        Assert.Equal(s_longAgo, File.GetLastWriteTimeUtc(Rss));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_nothing_else()
    {
        string below = Directory.CreateDirectory(Path.Combine(_folder, "tags", "news")).FullName;
        string[] stale = [Path.Combine(_folder, ".rss.xml.1-1.publisher-tmp"), Path.Combine(below, ".feed.json.99-7.publisher-tmp")];
        string[] others = [Path.Combine(_folder, ".htaccess"), Path.Combine(_folder, "a.publisher-tmp.txt"), Rss];
        foreach (string path in stale.Concat(others))
            File.WriteAllText(path, "x");
        _ = new FeedFiles(_folder);
        Assert.DoesNotContain(stale, File.Exists);
        Assert.All(others, path => Assert.True(File.Exists(path), path));
    }

    [Fact]
    public void What_another_process_is_writing_is_left_alone()
    {
        string path = Path.Combine(_folder, ".rss.xml.1-1.publisher-tmp");
        using var writing = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _ = new FeedFiles(_folder);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_reader_never_sees_a_missing_or_partial_file()
    {
        var files = new FeedFiles(_folder);
        byte[][] versions = [new byte[100_000], new byte[70_000]];
        Array.Fill(versions[1], (byte)1);
        files.Publish("rss.xml", versions[0]);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() => ReadUntil(done.Token), TestContext.Current.CancellationToken);
        for (int i = 1; i <= 200; i++)
            Assert.True(files.Publish("rss.xml", versions[i % 2]));
        await done.CancelAsync();
        Assert.NotEqual(0, await reader);
    }

    [Fact]
    public void A_directory_in_the_files_place_is_a_fault_that_leaves_nothing_behind()
    {
        var files = new FeedFiles(_folder);
        files.Publish("atom.xml", "good"u8);
        Directory.CreateDirectory(Rss);
        var fault = Assert.Throws<FeedException>(() => files.Publish("rss.xml", "new"u8));
        Assert.Contains(Rss, fault.Message);
        Assert.Equal(["atom.xml", "atom.xml.br", "atom.xml.gz", "rss.xml"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order());
        Assert.Equal("good", File.ReadAllText(Path.Combine(_folder, "atom.xml")));
    }

    [Fact]
    public void A_file_in_the_folders_place_is_a_fault_that_keeps_it()
    {
        File.WriteAllText(Path.Combine(_folder, "public"), "a file");
        var fault = Assert.Throws<FeedException>(() => new FeedFiles(Path.Combine(_folder, "public")).Publish("rss.xml", "new"u8));
        Assert.Contains(Path.Combine(_folder, "public", "rss.xml"), fault.Message);
        Assert.Equal("a file", File.ReadAllText(Path.Combine(_folder, "public")));
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_as_it_was()
    {
        // A name of legal length, but without room for the temporary file's: the new text can be written nowhere.
        string name = new('x', 250);
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "good");
        File.SetLastWriteTimeUtc(path, s_longAgo);
        Assert.Throws<FeedException>(() => new FeedFiles(_folder).Publish(name, "new"u8));
        Assert.Equal("good", File.ReadAllText(path));
        Assert.Equal(s_longAgo, File.GetLastWriteTimeUtc(path));
    }

    private int ReadUntil(CancellationToken done)
    {
        int reads = 0;
        for (; !done.IsCancellationRequested || reads == 0; reads++)
        {
            byte[] bytes = File.ReadAllBytes(Rss);
            Assert.Equal(bytes[0] == 0 ? 100_000 : 70_000, bytes.Length);
            Assert.False(bytes.AsSpan().ContainsAnyExcept(bytes[0]));
        }
        return reads;
    }
}
