using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Admin.Login;
using Publisher.Api;
using Publisher.Api.Tokens;
using Publisher.Tests.Admin;
using Publisher.Web;

namespace Publisher.Tests.Api;

/// <summary>Who may use which route: the table of the running program, and each route of the API held to it.</summary>
public sealed partial class AccessTests : ApiTests
{
    private IReadOnlyList<ApiRoute> Routes => Publisher.Services.GetRequiredService<ApiRoutes>().All;

    // The own hub is there only where the settings want one.
    protected override IReadOnlyList<string> Settings => ["feeds.webSub=own", "api.requestsPerMinute=100000"];

    [Fact]
    public void Every_route_of_the_program_says_who_may_use_it_and_the_table_in_the_documentation_is_the_running_one()
    {
        var rows = Endpoints().SelectMany(endpoint =>
        {
            var access = endpoint.Metadata.GetMetadata<Access>();
            Assert.True(access is not null, $"{endpoint.RoutePattern.RawText} does not say who may use it: map it by routes.For(Access…)");
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
            return methods is null ? [] : new[] { (Path: Rule().Replace(endpoint.RoutePattern.RawText!, ""), Methods: string.Join(' ', methods), access.Who) };
        }).Distinct().OrderBy(row => row.Path, StringComparer.Ordinal).ThenBy(row => row.Methods, StringComparer.Ordinal);
        Golden($"# Every route and who may use it\n\nMade from the running program by `AccessTests`, which holds each route to it. Feeds are files, and anybody's.\n\n| route | methods | who |\n|---|---|---|\n{string.Concat(rows.Select(row => $"| `{row.Path}` | {row.Methods} | {row.Who} |\n"))}");
    }

    [Fact]
    public void The_table_of_the_API_is_what_is_mapped()
    {
        var mapped = Endpoints().Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiRoute.Root, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null)
            .Select(endpoint => (endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0], endpoint.Metadata.GetMetadata<Access>()!.Who));
        Assert.Equal(
            Routes.Select(route => (route.Pattern, route.Method, route.Scope switch { null => "anyone", "" => "any token", var scope => scope })).Order(),
            mapped.Order());
        Assert.True(Routes.Count(route => route.Scope?.Length > 0) >= 22);
    }

    [Fact]
    public async Task Each_route_of_the_API_is_refused_without_a_token_and_with_a_wrong_an_old_a_revoked_and_a_foreign_one()
    {
        var old = await TokenAsync(TimeSpan.FromMinutes(1), [.. Scopes.All]);
        var (kept, revoked) = await Tokens.CreateAsync(new("revoked", Scopes.All), CancellationToken.None);
        await Tokens.RevokeAsync(kept.Id, CancellationToken.None);
        Publisher.Time.Advance(TimeSpan.FromMinutes(1));
        string[] wrong = ["", "x", "pub_", TokenText.New(), Token[..^1], Token + "A", Token.ToUpperInvariant(), "pub_' or 1=1 --", old, revoked, TokenText.Hash(Token)];
        foreach (var route in Routes.Where(route => route.Scope is not null))
        {
            // So many wrong tokens are for a minute each.
            Publisher.Time.Advance(TimeSpan.FromMinutes(1));
            var none = await SendAsync(route.Method, Samples.Path(route), null, Samples.Body(route));
            IsProblem("no-token", 401, none);
            Assert.Equal("Bearer realm=\"publisher\"", none["WWW-Authenticate"]);
            foreach (var token in wrong)
                Assert.Equal((route.Id, token, HttpStatusCode.Unauthorized), (route.Id, token, (await SendAsync(route.Method, Samples.Path(route), token, Samples.Body(route))).Status));
        }

        Publisher.Time.Advance(TimeSpan.FromMinutes(1));
        IsProblem("bad-token", 401, await SendAsync("GET", "/token", TokenText.New()));
        Assert.Contains("Its time is over", IsProblem("bad-token", 401, await SendAsync("GET", "/token", old)).GetProperty("detail").GetString());
        Assert.Contains("It was revoked", IsProblem("bad-token", 401, await SendAsync("GET", "/token", revoked)).GetProperty("detail").GetString());
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers"));
    }

    [Fact]
    public async Task Each_route_of_the_API_is_refused_with_every_scope_but_its_own_and_allowed_with_that_alone()
    {
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 40, issues: 3, "text");
        foreach (var route in Routes.Where(route => route.Scope?.Length > 0))
        {
            var others = await TokenAsync([.. Scopes.All.Where(scope => scope != route.Scope)]);
            var refused = await SendAsync(route.Method, Samples.Path(route), others, Samples.Body(route));
            IsProblem("no-scope", 403, refused);
            Assert.Contains($"error=\"insufficient_scope\", scope=\"{route.Scope}\"", refused["WWW-Authenticate"], StringComparison.Ordinal);
            var allowed = await SendAsync(route.Method, Samples.Path(route), await TokenAsync(route.Scope!), Samples.Body(route));
            Assert.True((int)allowed.Status is >= 200 and < 300 or 404 or 409, $"{route.Id}: {allowed.Status} {allowed.Text}");
            Assert.True(allowed.Status != HttpStatusCode.NotFound || route.Path.Contains('{', StringComparison.Ordinal), route.Id);
        }
    }

    [Fact]
    public async Task A_token_opens_neither_the_operators_pages_nor_anything_but_the_API_and_a_route_says_what_can_be_done()
    {
        IsProblem("not-found", 404, await GetAsync("/nothing"));
        IsProblem("not-found", 404, await GetAsync("/subscribers/abc"));
        IsProblem("not-found", 404, await GetAsync("/subscribers/-1"));
        IsProblem("not-found", 404, await GetAsync("/subscribers/99999999999999999999"));
        IsProblem("not-found", 404, await SendAsync("GET", "/nothing", null));
        var put = await SendAsync("PUT", "/subscribers/1", Token);
        IsProblem("not-allowed", 405, put);
        Assert.Equal("GET, HEAD, PATCH, DELETE", put["Allow"]);
        Assert.Equal("no-store", put["Cache-Control"]);
    }

    [Fact]
    public async Task A_token_is_kept_as_a_hash_and_its_use_is_noted()
    {
        Assert.Equal([TokenText.Hash(Token)], await QueryAsync("select token_hash from api_tokens"));
        await using (var connection = await Publisher.Database.OpenAsync(CancellationToken.None))
            Assert.DoesNotContain(Token[12..], string.Concat(await QueryAsync("select name || hint || token_hash || scopes from api_tokens")), StringComparison.Ordinal);
        Assert.Equal("a test", Json(await GetAsync("/token")).GetProperty("name").GetString());
        Assert.Equal(Start.ToUnixTimeMilliseconds(), long.Parse((await QueryAsync("select used_at from api_tokens"))[0], CultureInfo.InvariantCulture));
        Assert.DoesNotContain(Token, Publisher.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_page_of_the_operator_is_refused_without_a_login_with_a_token_in_its_place_and_allowed_with_one()
    {
        await Publisher.Services.GetRequiredService<AdminPassword>().SetAsync("a long enough password", CancellationToken.None);
        using var login = await Publisher.PostAsync("/admin/login", ("password", "a long enough password"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var pages = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<Access>() == Access.Login).ToList();
        Assert.True(pages.Count >= 15);
        foreach (var (method, path) in pages.SelectMany(page => page.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (method, Rule().Replace(page.RoutePattern.RawText!, "").Replace("{id}", "1", StringComparison.Ordinal)))))
        {
            foreach (var header in new[] { ("X-Nothing", "1"), ("Authorization", $"Bearer {Token}") })
            {
                using var refused = await AskAsync(method, path, header);
                Assert.Equal((path, HttpStatusCode.SeeOther), (path, refused.StatusCode));
                Assert.StartsWith("/admin/login", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
            }

            // An act without its form's own token comes as far as that.
            using var allowed = await AskAsync(method, path, ("Cookie", cookie));
            Assert.True(method == "POST" ? allowed.StatusCode == HttpStatusCode.BadRequest : allowed.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {path} {allowed.StatusCode}");
        }
    }

    [Fact]
    public async Task Each_page_of_a_reader_is_refused_without_the_link_from_their_mail()
    {
        foreach (var (method, path) in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<Access>() == Access.Link).SelectMany(page => page.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (method, page.RoutePattern.RawText!))))
        {
            Assert.Contains("{token}", path, StringComparison.Ordinal);
            using var refused = await AskAsync(method, path.Replace("{token}", Token, StringComparison.Ordinal), ("X-Nothing", "1"));
            Assert.True((int)refused.StatusCode is >= 400 and < 500, $"{method} {path} {refused.StatusCode}");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string method, string path, (string Name, string Value) header)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add(header.Name, header.Value);
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([]);
        return await Publisher.Http.SendAsync(request);
    }

    // What routing asks of a number is no part of the address.
    [GeneratedRegex(":[^}]*")]
    private static partial Regex Rule();

    private static void Golden(string text, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "../../../docs/routes.md");
        if (Environment.GetEnvironmentVariable("PUBLISHER_RENEW_GOLDEN") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
