using System.Diagnostics;
using System.Security.Cryptography;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>Disks that are full, read-only or elsewhere: small ones of their own, which only root may mount.</summary>
public sealed class FeedDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-disk-").FullName;
    private bool _isMounted;

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1_000_000)]
    // The file finds room, its copies do not: noise cannot be made smaller.
    [InlineData(120_000)]
    public void A_disk_that_fills_in_the_middle_leaves_the_last_good_feed_and_nothing_else(int size)
    {
        Mount("size=256k");
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", "good"u8);
        string[] before = Look();

        var fault = Assert.Throws<FeedException>(() => files.Publish("rss.xml", RandomNumberGenerator.GetBytes(size)));

        Assert.Contains("rss.xml could not be written, the last good one stays: No space left on device", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Look());
        Assert.Equal("good"u8, files.Load(FeedFormats.Of(FeedFormat.Rss))!.Bytes.Span);
        Assert.True(files.Publish("rss.xml", "room again"u8));
    }

    [Fact]
    public void A_disk_that_turns_read_only_keeps_the_last_good_feed()
    {
        Mount("size=256k");
        var files = new FeedFiles(_folder);
        files.Publish("rss.xml", "good"u8);
        Assert.True(Run("mount", "-o", "remount,ro", _folder));

        var fault = Assert.Throws<FeedException>(() => files.Publish("rss.xml", "new"u8));

        Assert.Contains("Read-only file system", fault.Message, StringComparison.Ordinal);
        Assert.Equal("good"u8, new FeedFiles(_folder).Load(FeedFormats.Of(FeedFormat.Rss))!.Bytes.Span);
    }

    [Fact]
    public void The_folder_may_be_a_link()
    {
        string real = Directory.CreateDirectory(Path.Combine(_folder, "real")).FullName;
        string link = Path.Combine(_folder, "link");
        Directory.CreateSymbolicLink(link, real);
        var files = new FeedFiles(link);

        Assert.True(files.Publish("tags/a/rss.xml", "one"u8));
        Assert.True(files.Publish("tags/a/rss.xml", "two"u8));
        Assert.False(files.Publish("tags/a/rss.xml", "two"u8));

        Assert.Equal(["rss.xml", "rss.xml.br", "rss.xml.gz"], Directory.GetFiles(Path.Combine(real, "tags", "a")).Select(Path.GetFileName).Order());
        Assert.NotNull(new DirectoryInfo(link).LinkTarget);
    }

    private string[] Look() => [.. Directory.GetFiles(_folder).Order().Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];

    private void Mount(string options)
    {
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _folder);
        Assert.SkipUnless(_isMounted, "A small disk can only be mounted by root on Linux.");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
