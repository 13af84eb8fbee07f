using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Publisher.Tests.Support;

/// <summary>A request as a server heard it.</summary>
internal sealed record Heard(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A field of the query or of the form.</summary>
    public string? this[string field] =>
        QueryHelpers.ParseQuery(Method == "GET" ? Query : System.Text.Encoding.UTF8.GetString(Body)).TryGetValue(field, out var value) ? value.ToString() : null;
}

/// <param name="Status">0 for no answer at all, as long as the other side waits.</param>
internal sealed record Told(int Status, string Body = "", string? Location = null);

/// <summary>A web server on a port of its own that keeps what it heard and answers as the test says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Heard> heard = new();

    private LoopbackServer(Func<Heard, Told> answer)
    {
        Answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(ServeAsync);
    }

    public Func<Heard, Told> Answer { get; set; }

    public IReadOnlyList<Heard> All => [.. heard];

    public Uri Url => new(app.Urls.First() + "/");

    /// <summary>A hub that takes every ping.</summary>
    public static Task<LoopbackServer> HubAsync() => StartAsync(_ => new(204));

    /// <summary>A subscriber that means what was asked in its name, and takes every feed.</summary>
    public static Task<LoopbackServer> SubscriberAsync() => StartAsync(Echo);

    public static Told Echo(Heard request) => request.Method == "GET" ? new(200, request["hub.challenge"] ?? "") : new(204);

    /// <summary>The feeds that were sent here, in their order.</summary>
    public IReadOnlyList<Heard> Posts => [.. heard.Where(request => request.Method == "POST")];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task<LoopbackServer> StartAsync(Func<Heard, Told> answer)
    {
        var server = new LoopbackServer(answer);
        await server.app.StartAsync();
        return server;
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new Heard(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", headers, body.ToArray());
        var told = Answer(request);
        heard.Enqueue(request);
        if (told.Status == 0)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Response.StatusCode = told.Status == 0 ? 500 : told.Status;
        context.Response.Headers.Location = told.Location;
        await context.Response.WriteAsync(told.Body);
    }
}
