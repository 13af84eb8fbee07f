using System.Net;
using System.Net.Sockets;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>The program as an operator meets it: it starts with one command, ends within seconds, and says clearly what is wrong.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ServiceTests() => folder.Write("posts/2026-01-01-first.md", Some.PostText("First"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_says_in_a_few_lines_what_it_watches_and_where_to_look()
    {
        using var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0");
        Assert.Contains("posts: 1 published", publisher.Output, StringComparison.Ordinal);
        Assert.Contains("data/public: atom.xml, feed.json, rss.xml", publisher.Output, StringComparison.Ordinal);
        Assert.Contains("data/outbox", publisher.Output, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", publisher.Output, StringComparison.Ordinal);
        Assert.Contains("the defaults", publisher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_ends_it_within_five_seconds_with_exit_code_0()
    {
        using var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0");
        var (code, took) = await publisher.TerminateAsync();
        Assert.Equal(0, code);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(Directory.EnumerateFiles(folder["data"], "*tmp", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(0, "data/publisher.db is no database of SQLite")]
    [InlineData(12_288, "the database data/publisher.db is damaged")]
    public async Task A_damaged_database_is_told_of_with_what_to_do_and_left_as_it_is(int from, string words)
    {
        using (var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0"))
            await publisher.TerminateAsync();
        var path = folder["data/publisher.db"];
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(from).Fill(0x5a);
        File.WriteAllBytes(path, bytes);

        var (code, output) = await PublisherProcess.RunAsync(folder, "run", "--set", "web.urls=http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.Contains("publisher database adopt", output, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_is_refused_and_the_first_goes_on()
    {
        using var first = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0");
        var (code, output) = await PublisherProcess.RunAsync(folder, "run", "--set", "web.urls=http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Equal("another publisher already runs on data/publisher.db; stop it, or give this one a storage.connectionString of its own", output.Trim());
        var (status, _) = await PublisherProcess.RunAsync(folder, "status");
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, output) = await PublisherProcess.RunAsync(folder, "run", "--set", $"web.urls=http://127.0.0.1:{port}");
        Assert.Equal(1, code);
        Assert.Contains($"The web cannot listen on http://127.0.0.1:{port}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("posts.folder=nowhere", "--set: posts.folder: the folder ")]
    [InlineData("posts.foldr=posts", "posts.foldr")]
    [InlineData("newsletter.schedules.daily=at noon", "--set: newsletter.schedules.daily: 'at noon' is no schedule")]
    [InlineData("mail.from=nobody", "mail.from: 'nobody' is no mail address")]
    [InlineData("storage.connectionString=Data Source=posts/2026-01-01-first.md/x/y.db", "storage.connectionString")]
    public async Task A_wrong_setting_is_one_sentence_that_names_it(string setting, string sentence)
    {
        var (code, output) = await PublisherProcess.RunAsync(folder, "run", "--set", setting, "--set", "web.urls=http://127.0.0.1:0");
        Assert.NotEqual(0, code);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task An_unknown_command_is_said_to_be_one()
    {
        var (code, output) = await PublisherProcess.RunAsync(folder, "bild");
        Assert.Equal(2, code);
        Assert.Contains("bild", output, StringComparison.Ordinal);
    }
}
