using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Api;
using Publisher.Tests.Admin;
using Publisher.Tests.Support;

namespace Publisher.Tests.Api;

/// <summary>What programs must not send, and send all the same.</summary>
public sealed class BadInputTests : ApiTests
{
    private static readonly string[] Hostile =
        ["' or 1=1 --", "\" or \"\"=\"", "1; drop table subscribers", "%", "_", "id desc, (select token_hash from api_tokens)", "-id;--", "confirmed' union select 1", "\0", "𝔘", "9223372036854775808", "-1", "", "null", "[]", "{}"];

    protected override IReadOnlyList<string> Settings => ["api.requestsPerMinute=100000"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 40, issues: 3, "text");
    }

    [Fact]
    public async Task No_filter_no_order_no_cursor_and_no_path_is_ever_a_command()
    {
        var before = await QueryAsync("select count(*) from subscribers where status = 'confirmed'");
        foreach (var route in Publisher.Services.GetRequiredService<ApiRoutes>().All.Where(route => !route.Writes))
        {
            foreach (var parameter in route.Query)
            {
                foreach (var value in Hostile)
                {
                    var answer = await GetAsync($"{Samples.Path(route)}?{parameter.Name}={Uri.EscapeDataString(value)}");
                    // A file may have any name; there is none of these.
                    if (parameter.Name == "path" && answer.Status == HttpStatusCode.OK)
                        Assert.Equal("""{"items":[],"next":null}""", answer.Text);
                    else
                        Assert.Equal((route.Id, parameter.Name, value, 400), (route.Id, parameter.Name, value, (int)answer.Status));
                }
            }

            foreach (var value in Hostile.Where(value => value.Length > 0 && value != "\0" && !value.Contains('/', StringComparison.Ordinal)))
                Assert.True((int)(await GetAsync(Samples.Path(route, Uri.EscapeDataString(value)))).Status is 404 or 200, route.Id);
        }

        Assert.Equal(before, await QueryAsync("select count(*) from subscribers where status = 'confirmed'"));
        Assert.DoesNotContain(Publisher.Log.Warnings, line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cursor_fits_its_own_list_alone()
    {
        var cursor = Json(await GetAsync("/subscribers?limit=2")).GetProperty("next").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/subscribers?limit=9&cursor={cursor}")).Status);
        string[] others = [$"/subscribers?sort=-id&cursor={cursor}", $"/subscribers?status=confirmed&cursor={cursor}", $"/issues?cursor={cursor}", $"/issues/1/deliveries?cursor={cursor}", $"/suppressions?cursor={cursor}", $"/subscribers?cursor={cursor[..^2]}", $"/subscribers?cursor={cursor}A", $"/subscribers?cursor={new string('A', 3000)}", $"/subscribers?cursor={cursor}&cursor={cursor}"];
        foreach (var path in others)
            IsProblem("invalid", 400, await GetAsync(path));
        var forged = Cursor.Write("listSubscribers", "1 or 1=1");
        IsProblem("invalid", 400, await GetAsync($"/subscribers?cursor={forged}"));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("\"text\"", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"email\":null}", 400)]
    [InlineData("{\"email\":5}", 400)]
    [InlineData("{\"email\":[\"a@example.com\"]}", 400)]
    [InlineData("{\"email\":\"nobody\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\\r\\nBcc: b@example.com\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"status\":\"confirmed\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"confirmed\":\"true\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"confirmed\":1}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"cadence\":\"hourly\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"cadence\":\"Daily\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"cadence\":0}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"topics\":\"News\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"topics\":[null]}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"topics\":[\"\"]}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"topics\":[\"a\\nb\"]}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"topics\":[\"\\ud800\"]}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"\\ud800\":1}", 400)]
    [InlineData("{\"email\":\"a@example.com\",\"language\":\"!!\"}", 400)]
    [InlineData("{\"email\":\"a@example.com\"}x", 400)]
    [InlineData("{\"email\":\"a@example.com\",}", 400)]
    [InlineData("{\"email\":\"a@example.com\"/**/}", 400)]
    public async Task A_body_without_its_form_is_refused_with_the_place_of_the_fault(string body, int status)
    {
        var answer = await PostAsync("/subscribers", body);
        Assert.Equal((status, "application/problem+json"), ((int)answer.Status, answer["Content-Type"]));
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers where id > 40"));
    }

    [Theory]
    [InlineData("""{"pausedUntil":"tomorrow"}""")]
    [InlineData("""{"pausedUntil":"2026-03-01"}""")]
    [InlineData("""{"pausedUntil":"2026-03-01T00:00:00"}""")]
    [InlineData("""{"pausedUntil":"2026-13-01T00:00:00Z"}""")]
    [InlineData("""{"pausedUntil":5}""")]
    [InlineData("""{"timeZone":"Mars/Base"}""")]
    [InlineData("""{"timeZone":"../../etc/passwd"}""")]
    [InlineData("""{"format":"pdf"}""")]
    [InlineData("""{"format":null}""")]
    [InlineData("""{"email":"other@example.com"}""")]
    [InlineData("""{"id":7}""")]
    public async Task A_change_without_its_form_changes_nothing(string body)
    {
        var before = await GetAsync("/subscribers/1");
        IsProblem("invalid", 400, await SendAsync("PATCH", "/subscribers/1", Token, body));
        Assert.Equal(before.Text, (await GetAsync("/subscribers/1")).Text);
    }

    [Fact]
    public async Task Each_fault_is_named_by_its_place()
    {
        var problem = IsProblem("invalid", 400, await PostAsync("/subscribers", """{"email":"x","topics":["ok",5],"a/b~c":1}"""));
        Assert.Equal(["/a~1b~0c", "/email", "/topics/1"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal));
        problem = IsProblem("invalid", 400, await GetAsync("/subscribers?status=odd&limit=0&nothing=1"));
        Assert.Equal(["limit", "nothing", "status"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("parameter").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_megabyte_of_JSON_deep_JSON_and_what_is_no_JSON_are_refused()
    {
        var large = await Wire.SendAsync(Publisher.Http.BaseAddress!, Head(1_000_000));
        Assert.StartsWith("HTTP/1.1 413", large, StringComparison.Ordinal);
        Assert.Contains("/problems/too-large", large, StringComparison.Ordinal);
        var poured = await Wire.PourAsync(Publisher.Http.BaseAddress!, Head(null), Encoding.ASCII.GetBytes($"1000\r\n{new string(' ', 0x1000)}\r\n"), 256);
        Assert.StartsWith("HTTP/1.1 413", poured, StringComparison.Ordinal);
        IsProblem("malformed", 400, await PostAsync("/subscribers", $"{{\"topics\":{new string('[', 9)}{new string(']', 9)}}}"));
        IsProblem("malformed", 400, await PostAsync("/subscribers", new string('[', 60_000)));
        IsProblem("malformed", 400, await PostAsync("/subscribers", string.Concat(Enumerable.Repeat("{\"a\":", 10_000))));
        IsProblem("not-json", 415, await SendAsync("POST", "/subscribers", Token, "email=a@example.com", type: "application/x-www-form-urlencoded"));
        IsProblem("not-json", 415, await SendAsync("POST", "/subscribers", Token, "{\"email\":\"a@example.com\"}", type: "text/plain"));
        IsProblem("invalid", 400, await SendAsync("POST", "/subscribers/1/remove", Token, "{}"));
        IsProblem("invalid", 400, await SendAsync("GET", "/subscribers", Token, "{}"));
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers where id > 40"));
    }

    [Fact]
    public async Task Random_bodies_never_break_it()
    {
        var random = new Random(7);
        const string Pieces = "{}[]\",:0123456789eE+-.truefalsn \\u\n@email";
        foreach (var _ in Enumerable.Range(0, 300))
        {
            var body = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            Assert.Equal((body, 400), (body, (int)(await PostAsync("/subscribers", body)).Status));
        }
    }

    private string Head(int? length) =>
        $"POST /api/v1/subscribers HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {Token}\r\nContent-Type: application/json\r\n{(length is null ? "Transfer-Encoding: chunked" : $"Content-Length: {length}")}\r\n\r\n";
}
