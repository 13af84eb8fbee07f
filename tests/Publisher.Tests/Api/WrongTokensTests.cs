using System.Net;
using Microsoft.Extensions.Time.Testing;
using Publisher.Api;
using Publisher.Api.Tokens;

namespace Publisher.Tests.Api;

public sealed class WrongTokensTests : ApiTests
{
    [Fact]
    public async Task Wrong_tokens_are_not_looked_at_any_more_until_the_minute_is_over_and_who_works_behind_the_same_address_works_on()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/token")).Status);
        var (kept, revoked) = await Tokens.CreateAsync(new("revoked", Scopes.All), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/token", revoked)).Status);
        await Tokens.RevokeAsync(kept.Id, CancellationToken.None);
        IsProblem("bad-token", 401, await SendAsync("GET", "/token", revoked));
        for (var i = 1; i < WrongTokens.PerMinute; i++)
            IsProblem("bad-token", 401, await SendAsync("GET", "/token", i % 2 == 0 ? "x" : TokenText.New()));

        Publisher.Time.Advance(TimeSpan.FromSeconds(20));
        var refused = await SendAsync("GET", "/token", TokenText.New());
        Assert.Contains("ask again in 40 seconds", IsProblem("too-many", 429, refused).GetProperty("detail").GetString());
        Assert.Equal("40", refused["Retry-After"]);
        IsProblem("too-many", 429, await SendAsync("GET", "/token", revoked));
        IsProblem("no-token", 401, await SendAsync("GET", "/token", null));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/token")).Status);

        var unused = await TokenAsync(Scopes.ReadPosts);
        IsProblem("too-many", 429, await SendAsync("GET", "/token", unused));
        Publisher.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/token", unused)).Status);
        IsProblem("bad-token", 401, await SendAsync("GET", "/token", TokenText.New()));
    }

    [Fact]
    public void From_however_many_networks_they_come_the_latest_are_remembered()
    {
        var time = new FakeTimeProvider(Start);
        var limits = new WrongTokens(time);
        for (var network = 0; network < 25_000; network++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            limits.NoteWrong($"{network}", "a hash");
        }

        for (var i = 1; i < WrongTokens.PerMinute; i++)
            limits.NoteWrong("24999", "a hash");
        Assert.NotNull(limits.Wait("24999", "a hash"));
        Assert.Null(limits.Wait("0", "a hash"));
    }
}
