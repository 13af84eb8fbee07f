using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Api;
using Publisher.Api.Tokens;
using Publisher.Storage;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Api;

/// <summary>The whole service, asked as a program asks.</summary>
public abstract class ApiTests : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private RunningPublisher? publisher;

    private protected TemporaryFolder Folder { get; } = new();

    private protected RunningPublisher Publisher => publisher!;

    protected virtual IReadOnlyList<string> Settings => [];

    /// <summary>A token that may do everything.</summary>
    private protected string Token { get; private set; } = "";

    public virtual async ValueTask InitializeAsync()
    {
        Folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(Folder, Start, [.. Settings]);
        Token = await TokenAsync([.. Scopes.All]);
    }

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected ApiTokens Tokens => Publisher.Services.GetRequiredService<ApiTokens>();

    private protected async Task<string> TokenAsync(params string[] scopes) => (await Tokens.CreateAsync(new("a test", scopes), CancellationToken.None)).Text;

    private protected async Task<string> TokenAsync(TimeSpan good, params string[] scopes) => (await Tokens.CreateAsync(new("a test", scopes, good), CancellationToken.None)).Text;

    private protected Task<Answer> GetAsync(string path) => SendAsync("GET", path, Token);

    private protected Task<Answer> PostAsync(string path, string? body = null, string? key = null) => SendAsync("POST", path, Token, body, key);

    /// <param name="path">Below the API's root, or from the site's root on.</param>
    /// <param name="body">JSON, or what passes for it.</param>
    private protected async Task<Answer> SendAsync(string method, string path, string? token, string? body = null, string? key = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path.StartsWith(ApiRoute.Root, StringComparison.Ordinal) ? path : ApiRoute.Root + path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var response = await Publisher.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private protected Task<int> ExecuteAsync(string sql) =>
        Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private protected async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, row => row.IsDBNull(0) ? "" : row.GetValue(0).ToString()!, CancellationToken.None);
    }

    /// <summary>Every route of the running program.</summary>
    private protected IReadOnlyList<RouteEndpoint> Endpoints() =>
        [.. Publisher.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()];

    /// <summary>All of a list, page by page.</summary>
    private protected async Task<List<JsonElement>> AllAsync(string path)
    {
        var (items, cursor) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = Json(await GetAsync(cursor is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}"));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null && items.Count < 100_000);
        return items;
    }

    private protected static JsonElement Json(Answer answer)
    {
        Assert.True((int)answer.Status < 300, answer.Text);
        using var document = JsonDocument.Parse(answer.Bytes);
        return document.RootElement.Clone();
    }

    /// <summary>Holds an answer to be a problem of a kind, in the form of RFC 9457.</summary>
    private protected static JsonElement IsProblem(string kind, int status, Answer answer)
    {
        Assert.True(status == (int)answer.Status, $"{status} {(int)answer.Status} {answer.Text}");
        Assert.Equal("application/problem+json", answer["Content-Type"]);
        using var document = JsonDocument.Parse(answer.Bytes);
        var problem = document.RootElement.Clone();
        Assert.Equal(("https://blog.example/api/v1/problems/" + kind, status), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
        return problem;
    }
}
