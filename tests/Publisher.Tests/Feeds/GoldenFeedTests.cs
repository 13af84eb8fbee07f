using System.Diagnostics;
using System.Runtime.CompilerServices;
using Publisher.Feeds;

namespace Publisher.Tests.Feeds;

/// <summary>Three hostile entries, byte for byte. Renewed by running with PUBLISHER_RENEW_GOLDEN=1.</summary>
public sealed class GoldenFeedTests
{
    public static TheoryData<string> Names => [.. FeedFormats.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_feed_is_written_as_it_always_was(string name)
    {
        byte[] bytes = FeedRenderer.Render(SomeFeed.Hostile(), FeedFormats.All.Single(file => file.Name == name));
        if (Environment.GetEnvironmentVariable("PUBLISHER_RENEW_GOLDEN") == "1")
            Renew(name, bytes);
        else
            Assert.Equal(File.ReadAllText(Golden(name)), System.Text.Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("rss.xml")]
    [InlineData("atom.xml")]
    public async Task Xmllint_has_nothing_to_say(string name)
    {
        using var process = Start("xmllint", "--noout", Golden(name));
        Assert.SkipWhen(process is null, "xmllint is not installed (Debian: libxml2-utils).");
        string says = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", says);
        Assert.Equal(0, process.ExitCode);
    }

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Feeds", name);

    private static void Renew(string name, byte[] bytes, [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(source)!, "..", "Golden", "Feeds", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static Process? Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
