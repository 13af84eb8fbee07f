using System.Text.Json;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>The commands about issues, as the operator runs them.</summary>
public sealed class IssueCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        Directory.CreateDirectory(folder["data"]);
        await using var database = StorageRoom.Open(TestStorage.At(folder["data/publisher.db"]));
        await new Migrator(database, TimeProvider.System).MigrateAsync(TestContext.Current.CancellationToken);
        await database.WriteAsync(
            transaction => transaction.ExecuteAsync(
                """
                insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at, planned) values (1, 'k', 'digest', 'weekly', 'en', 'A subject', '', '', 0, 2);
                insert into issue_posts (issue_id, position, post_id) values (1, 0, 'p');
                insert into deliveries (issue_id, subscriber_id, status, attempts, due_at, settled_at, reply) values (1, 1, 'sent', 1, 0, 1, '250 ok'), (1, 2, 'failed', 1, 0, 1, '550 no');
                insert into subscribers (id, email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (2, 'b@example.com', 'b@example.com', 'confirmed', 'weekly', '', 'en', 0, 0);
                """,
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Issues_are_listed_shown_and_retried_and_a_reader_is_told()
    {
        using var listed = JsonDocument.Parse((await RunAsync(0, "issues", "list", "--json")).Trim());
        Assert.Equal(
            ["id", "kind", "cadence", "language", "subject", "status", "reason", "posts", "createdAt", "planned", "sent", "failed", "withheld", "unknown", "pending", "deferred", "sending"],
            listed.RootElement.EnumerateObject().Select(field => field.Name));
        using var shown = JsonDocument.Parse(await RunAsync(0, "issues", "show", "1", "--json"));
        Assert.Equal("550 no", shown.RootElement.GetProperty("reasons")[0].GetProperty("reason").GetString());
        Assert.Contains("A subject", await RunAsync(0, "issues", "show", "1"), StringComparison.Ordinal);
        Assert.Contains("b@example.com", (await RunAsync(0, "subscribers", "list")), StringComparison.Ordinal);
        using var told = JsonDocument.Parse(await RunAsync(0, "explain", "b@example.com", "--json"));
        Assert.Equal(("failed", 1), (told.RootElement[0].GetProperty("outcome").GetString(), told.RootElement[0].GetProperty("issue").GetInt32()));
        Assert.Contains("1 delivery of issue 1 is sent again", await RunAsync(0, "issues", "retry", "1"), StringComparison.Ordinal);
        Assert.Contains("There is no issue 9", await RunAsync(1, "issues", "pause", "9"), StringComparison.Ordinal);
        Assert.Contains("No post is held.", await RunAsync(0, "issues", "release"), StringComparison.Ordinal);
        Assert.Contains("nothing to adopt", await RunAsync(0, "database", "adopt"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(int code, params string[] arguments)
    {
        var (ended, output) = await PublisherProcess.RunAsync(folder, arguments);
        Assert.True(ended == code, output);
        return output;
    }
}
