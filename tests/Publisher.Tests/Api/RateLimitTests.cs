using System.Net;
using Publisher.Api.Tokens;

namespace Publisher.Tests.Api;

public sealed class RateLimitTests : ApiTests
{
    protected override IReadOnlyList<string> Settings => ["api.requestsPerMinute=3"];

    [Fact]
    public async Task Each_token_has_its_minute_and_is_told_what_is_left_of_it()
    {
        foreach (var left in new[] { 2, 1, 0 })
        {
            var answer = await GetAsync("/token");
            Assert.Equal((HttpStatusCode.OK, "\"token\";q=3;w=60", $"\"token\";r={left};t=60"), (answer.Status, answer["RateLimit-Policy"], answer["RateLimit"]));
        }

        Publisher.Time.Advance(TimeSpan.FromSeconds(20));
        var refused = await GetAsync("/token");
        IsProblem("too-many", 429, refused);
        Assert.Equal(("40", "\"token\";r=0;t=40"), (refused["Retry-After"], refused["RateLimit"]));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/token", await TokenAsync(Scopes.ReadPosts))).Status);
        Publisher.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/token")).Status);
    }

    [Fact]
    public async Task What_is_refused_for_its_scope_or_its_form_counts_too()
    {
        var token = await TokenAsync(Scopes.ReadPosts);
        IsProblem("no-scope", 403, await SendAsync("GET", "/subscribers", token));
        IsProblem("invalid", 400, await SendAsync("GET", "/posts?limit=x", token));
        await SendAsync("GET", "/posts", token);
        IsProblem("too-many", 429, await SendAsync("GET", "/posts", token));
    }
}
