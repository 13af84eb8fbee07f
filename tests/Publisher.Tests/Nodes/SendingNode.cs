using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Nodes;

/// <summary>A whole node in this process, with a clock that the test turns, which mails a post to its readers from a PostgreSQL that the test spoils meanwhile.</summary>
internal sealed class SendingNode : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly StorageOptions storage;
    private readonly int readers;
    private RunningPublisher? publisher;
    private Action spoil = () => { };

    /// <param name="storage">As the test looks at it; the node may connect in another way.</param>
    private SendingNode(StorageOptions storage, int readers) => (this.storage, this.readers) = (storage, readers);

    public TemporaryFolder Folder { get; } = new();

    public SmtpServer Smtp { get; } = new();

    public RunningPublisher Publisher => publisher!;

    /// <param name="connection">The node's own.</param>
    /// <param name="first">Where readers are written; null for the same.</param>
    public static async Task<SendingNode> StartAsync(StorageOptions storage, string connection, int readers, StorageOptions? first = null)
    {
        var node = new SendingNode(storage, readers);
        node.Folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        node.publisher = await RunningPublisher.StartAsync(
            node.Folder,
            Start,
            [
                "storage.provider=postgres", $"storage.connectionString={connection}", $"storage.instanceFile={node.Folder["node.instance"]}", "newsletter.canary=0", "mail.transport=smtp", "mail.from=news@blog.example",
                "mail.smtp.host=127.0.0.1", $"mail.smtp.port={node.Smtp.Port}", "mail.smtp.security=none", "mail.smtp.connections=3", "mail.smtp.messagesPerConnection=1000",
            ]);
        await node.Publisher.QuietAsync();
        await Cluster.AddReadersAsync(readers, first ?? storage);
        return node;
    }

    /// <summary>Mails the post.</summary>
    /// <param name="at">The mail at which something is spoilt, before it is answered for.</param>
    public void Mail(int at, Action deed)
    {
        spoil = deed;
        Smtp.Script = (stage, _) =>
        {
            if (stage == SmtpStage.Accepted && Smtp.Count == at)
                Interlocked.Exchange(ref spoil, () => { })();
            return SmtpAction.Continue;
        };
        Folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
    }

    public Task UntilToldAsync(params string[] sentences) =>
        Publisher.UntilAsync(() => Publisher.Log.Warnings.Any(line => sentences.Any(sentence => line.Contains(sentence, StringComparison.Ordinal))), $"the operator to be told: {sentences[0]}");

    /// <summary>It has stopped, and goes on with the rest as soon as all is well. Nobody is mailed twice: the process lived, and knew.</summary>
    public async Task RestAndGoOnAsync(Action mend)
    {
        await Publisher.QuietAsync();
        var resting = Smtp.Count;
        Assert.InRange(resting, 1, readers - 1);
        await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow() + TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(10));
        Assert.Equal(resting, Smtp.Count);
        mend();
        await EachHasOneAsync();
    }

    public async Task EachHasOneAsync()
    {
        await Publisher.UntilAsync(async () => Smtp.Count >= readers && await SentAsync() == readers, "the rest");
        Assert.Equal((readers, readers), (Smtp.Count, Smtp.Received.Select(mail => mail.To).Distinct().Count()));
    }

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await Smtp.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>How often the outcome of a mail was not known.</summary>
    public Task<long> UnknownAsync() => NumberAsync("select sum(unknowns)::bigint from deliveries");

    private Task<long> SentAsync() => NumberAsync("select count(*) from deliveries where status = 'sent'");

    private async Task<long> NumberAsync(string sql)
    {
        await using var database = StorageRoom.Open(storage);
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync(sql, row => row.GetInt64(0), CancellationToken.None))[0];
    }
}
