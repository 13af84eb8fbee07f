using System.Text.Json;
using Publisher.Tests.Support;

namespace Publisher.Tests.Subscribers;

/// <summary>The operator's commands, as the real program runs them.</summary>
public sealed class SubscribersCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Keys_are_changed_by_a_command_that_says_how_long_the_older_ones_work()
    {
        await SaysAsync(0, "Links are signed with key 2 from now on", "rotate-keys");
        await SaysAsync(0, "those to unsubscribe for ever", "rotate-keys", "--at-once");
        using var line = JsonDocument.Parse((await RunAsync("rotate-keys", "--json")).Output);
        Assert.Equal(4, line.RootElement.GetProperty("key").GetInt32());
    }

    [Fact]
    public async Task A_reader_is_added_confirmed_removed_and_erased_with_a_sentence_each()
    {
        await SaysAsync(0, "A mail that asks jane@example.com to confirm is queued", "add", "jane@example.com", "--cadence", "weekly", "--topic", "News", "--topic", "Mail", "--language", "pt_br");
        await SaysAsync(1, "was asked to confirm today", "add", "jane@example.com");
        await SaysAsync(0, "is a confirmed reader now", "confirm", "JANE@example.com");
        await SaysAsync(0, "is a confirmed reader already", "add", "jane@example.com");
        using (var line = JsonDocument.Parse((await RunAsync("list", "--json")).Output))
        {
            var reader = line.RootElement;
            Assert.Equal(
                ["id", "email", "status", "cadence", "topics", "language", "timeZone", "confirmedAt", "suppressed", "reason", "format", "pausedUntil", "consent", "consentForm", "consentText", "consentNetwork"],
                reader.EnumerateObject().Select(property => property.Name));
            Assert.Equal("confirmed weekly pt-BR", $"{reader.GetProperty("status")} {reader.GetProperty("cadence")} {reader.GetProperty("language")}");
            Assert.Equal(["News", "Mail"], reader.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
        }

        await SaysAsync(0, "is unsubscribed and gets no more mail", "remove", "jane@example.com");
        await SaysAsync(1, "because it was removed here", "add", "jane@example.com", "--confirmed");
        await SaysAsync(0, "suppressed (manual)", "list", "--status", "unsubscribed");
        await SaysAsync(0, "\"consent\":\"operator\"", "export", "--of", "jane@example.com");
        await SaysAsync(1, "repeat the command with --yes", "erase", "jane@example.com");
        await SaysAsync(0, "is deleted", "erase", "jane@example.com", "--yes");
        await SaysAsync(1, "Nothing is known of", "export", "--of", "jane@example.com");
        await SaysAsync(0, "0 readers", "list");
    }

    [Theory]
    [InlineData(1, "is no address", "add", "jane")]
    [InlineData(1, "is not known here", "confirm", "jane@example.com")]
    [InlineData(1, "is not known here", "remove", "jane@example.com")]
    [InlineData(1, "is not known here", "erase", "jane@example.com", "--yes")]
    [InlineData(1, "is no language", "add", "jane@example.com", "--language", "!")]
    [InlineData(1, "is not there", "import", "list.csv")]
    [InlineData(2, "hourly", "add", "jane@example.com", "--cadence", "hourly")]
    [InlineData(2, "odd", "list", "--status", "odd")]
    public Task What_cannot_be_done_is_a_sentence(int code, string sentence, params string[] arguments) => SaysAsync(code, sentence, arguments);

    [Fact]
    public async Task A_list_goes_in_while_the_service_runs_and_comes_out_again()
    {
        folder.Write("list.csv", "email,topics\na@example.com,News\nbad,\nA@example.com,\n");
        Directory.CreateDirectory(folder["posts"]);
        await SaysAsync(1, "Nothing was written", "import", "list.csv", "--dry-run");
        Assert.False(Directory.Exists(folder["data"]));
        using var publisher = await PublisherProcess.StartAsync(folder, "web.urls=http://127.0.0.1:0");
        var (code, output) = await RunAsync("import", "list.csv", "--confirmed");

        Assert.Equal(1, code);
        Assert.Contains("list.csv:3: the address is none that mail can be sent to", output, StringComparison.Ordinal);
        Assert.Contains("list.csv:4: the address stands in the list twice", output, StringComparison.Ordinal);
        Assert.Contains("1 confirmed, 0 to confirm, 0 who refuse, 1 left as they are, 1 bad lines", output, StringComparison.Ordinal);
        await SaysAsync(0, "1 reader exported", "export", "out.csv");
        Assert.StartsWith("email,cadence,topics,language,timeZone,status,confirmedAt,reason,format,pausedUntil\r\na@example.com,instant,News,en,,confirmed,", File.ReadAllText(folder["out.csv"]), StringComparison.Ordinal);
        var lines = (await RunAsync("import", "list.csv", "--json")).Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([2, 3, 4], lines[..^1].Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal((2, 1), (lines[^1].GetProperty("left").GetInt32(), lines[^1].GetProperty("faults").GetInt32()));
    }

    private async Task SaysAsync(int code, string sentence, params string[] arguments)
    {
        var (ended, output) = await RunAsync(arguments);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Equal(code, ended);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => PublisherProcess.RunAsync(folder, ["subscribers", .. arguments]);
}
