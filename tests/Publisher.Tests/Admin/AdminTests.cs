using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Admin.Login;
using Publisher.Storage;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Admin;

/// <summary>The whole service with a password set, asked as a browser asks.</summary>
public abstract class AdminTests : IAsyncLifetime
{
    protected const string Password = "a long enough password";
    protected static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private RunningPublisher? publisher;

    private protected TemporaryFolder Folder { get; } = new();

    private protected RunningPublisher Publisher => publisher!;

    protected virtual IReadOnlyList<string> Settings => [];

    /// <summary>What the browser keeps: the cookie of the login.</summary>
    private protected string? Cookie { get; set; }

    public virtual async ValueTask InitializeAsync()
    {
        Folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(Folder, Start, [.. Settings]);
        // The first hourly round forgets who never confirmed: it is to be over before there are any.
        await publisher.QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task SetPasswordAsync(string password = Password) => Publisher.Services.GetRequiredService<AdminPassword>().SetAsync(password, CancellationToken.None);

    private protected async Task<Answer> LogInAsync(string password = Password, string next = "")
    {
        var answer = await SendAsync(HttpMethod.Post, "/admin/login", ("password", password), ("next", next));
        if (answer["Set-Cookie"] is { } set)
            Cookie = set.Split(';')[0];
        return answer;
    }

    private protected Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    private protected async Task<Answer> ActAsync(string path, params (string Name, string Value)[] form) =>
        await SendAsync(HttpMethod.Post, path, [("antiforgery", await TokenAsync()), .. form]);

    /// <summary>The token in the forms of this login.</summary>
    private protected async Task<string> TokenAsync() =>
        new HtmlParser().ParseDocument((await GetAsync("/admin")).Text).QuerySelector("input[name=antiforgery]")?.GetAttribute("value") ?? "";

    private protected async Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        using var response = await Publisher.Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Every address of the operator's pages, as the running program has them: a new one cannot be forgotten.</summary>
    private protected IReadOnlyList<(HttpMethod Method, string Path)> Routes() =>
        [.. Publisher.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (new HttpMethod(method), endpoint.RoutePattern.RawText!.Replace("{id:long}", "1", StringComparison.Ordinal))))
            .Distinct()];

    private protected IEnumerable<(HttpMethod Method, string Path)> Closed() => Routes().Where(route => route.Path != "/admin/login");

    private protected Task ExecuteAsync(string sql) =>
        Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, CancellationToken.None), CancellationToken.None);

    private protected async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, CancellationToken.None);
    }

    private protected static void IsRefused(Answer answer)
    {
        Assert.Equal((HttpStatusCode.SeeOther, 0), (answer.Status, answer.Bytes.Length));
        Assert.StartsWith("/admin/login", answer["Location"], StringComparison.Ordinal);
    }
}
