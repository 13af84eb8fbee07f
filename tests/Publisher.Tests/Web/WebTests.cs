using System.Net;
using System.Text;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>A service of the test's own, asked over HTTP. What must hold for every answer is looked at with every answer.</summary>
public abstract class WebTests : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private RunningPublisher? publisher;

    private protected TemporaryFolder Folder { get; } = new();

    private protected Outbox Outbox => new(Folder);

    private protected RunningPublisher Publisher => publisher!;

    private protected Uri Server => Publisher.Http.BaseAddress!;

    protected virtual IReadOnlyList<string> Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        Prepare();
        publisher = await RunningPublisher.StartAsync(Folder, Start, [.. Settings]);
    }

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes what lies there before the start.</summary>
    protected virtual void Prepare()
    {
    }

    private protected Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    private protected Task<Answer> HeadAsync(string path) => SendAsync(HttpMethod.Head, path);

    private protected Task<Answer> PostAsync(string path, params (string Name, string Value)[] form) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private protected Task<Answer> PostAsync(string path, string contentType, string body)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(HttpMethod.Post, path, content);
    }

    private protected async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        using var response = await Publisher.Http.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        IsSafe(answer);
        return answer;
    }

    /// <summary>Asks to be subscribed, and returns the path of the link that was mailed.</summary>
    private protected async Task<string> ConfirmPathAsync(string email)
    {
        var before = Outbox.To(email).Count;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/subscribe", ("email", email))).Status);
        await Publisher.UntilAsync(() => Outbox.To(email).Count > before, $"the mail that asks {email} to confirm");
        return RunningPublisher.PathIn(Outbox.To(email)[^1].TextBody, "confirm");
    }

    /// <summary>A confirmed reader's own pages.</summary>
    private protected async Task<(string Preferences, string Unsubscribe)> ReaderAsync(string email)
    {
        var confirmed = await PostAsync(await ConfirmPathAsync(email));
        var preferences = RunningPublisher.PathIn(confirmed.Text, "preferences");
        return (preferences, RunningPublisher.PathIn((await GetAsync(preferences)).Text, "unsubscribe"));
    }

    private protected async Task<string?> StatusAsync(string email) =>
        (await QueryAsync("select status from subscribers where email = @email", email)).SingleOrDefault();

    /// <summary>The first column of each row, as text.</summary>
    private protected async Task<List<string>> QueryAsync(string sql, string email = "")
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, CancellationToken.None, ("email", email));
    }

    private protected Task ExecuteAsync(string sql) =>
        Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private static void IsSafe(Answer answer)
    {
        Assert.Null(answer["Set-Cookie"]);
        Assert.Null(answer["Server"]);
        Assert.Null(answer["X-Powered-By"]);
        if (answer["Content-Type"] is { } type)
            Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
        else
            return;
        // A feed runs nothing and frames nothing.
        if (type.Contains("+xml", StringComparison.Ordinal) || type.Contains("feed+json", StringComparison.Ordinal) || type.Contains("opml", StringComparison.Ordinal))
            return;
        Assert.Equal("no-referrer", answer["Referrer-Policy"]);
        Assert.Contains("default-src 'none'", answer["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer["Content-Security-Policy"], StringComparison.Ordinal);
    }
}
