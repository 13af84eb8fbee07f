using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Mail;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;
using Publisher.Webhooks;

namespace Publisher.Tests.Webhooks;

/// <summary>The whole service, with a program that is told of its events.</summary>
public abstract class WebhookTests : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private protected static readonly string Secret = WebhookSecret.New();

    private RunningPublisher? publisher;

    private protected TemporaryFolder Folder { get; } = new();

    private protected LoopbackServer Hook { get; private set; } = null!;

    private protected RunningPublisher Publisher => publisher!;

    private protected SubscriberBook Book => Publisher.Services.GetRequiredService<SubscriberBook>();

    public async ValueTask InitializeAsync() => Hook = await LoopbackServer.HubAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Hook.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task StartAsync(string events = "all", DateTimeOffset? at = null, params string[] settings) => publisher = await RunningPublisher.StartAsync(
        Folder, at ?? Start, [$"webhooks.url={Hook.Url}hook", $"webhooks.secret={Secret}", "webhooks.allowPrivate=true", $"webhooks.events={events}", .. settings]);

    private protected async Task StopAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        publisher = null;
    }

    private protected Task HeardAsync(int count) => Publisher.UntilAsync(() => Hook.Posts.Count >= count, $"{count} events at the hook");

    private protected Task<ReaderOutcome> AddAsync(string email) => Book.AddAsync(Address(email), new(Cadence.Weekly, ["News"], "en"), isConfirmed: true, lift: false, CancellationToken.None);

    private protected async Task<long> WaitingAsync()
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync("select count(*) from webhook_messages", row => row.GetInt64(0), CancellationToken.None))[0];
    }

    private protected Task ExecuteAsync(string sql) => Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private protected static EmailAddress Address(string email) => EmailAddress.TryParse(email, out var address) ? address : throw new ArgumentException(email);

    private protected static JsonElement Json(Heard heard)
    {
        using var document = JsonDocument.Parse(heard.Body);
        return document.RootElement.Clone();
    }

    private protected static string Type(Heard heard) => Json(heard).GetProperty("type").GetString()!;

    /// <summary>Computed here by the words of the specification, not by the program's own code.</summary>
    private protected static string Signature(Heard heard)
    {
        var signed = $"{heard.Headers["webhook-id"]}.{heard.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(heard.Body)}";
        using var hmac = new HMACSHA256(Convert.FromBase64String(Secret["whsec_".Length..]));
        return "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }

    private protected string Now => Publisher.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
