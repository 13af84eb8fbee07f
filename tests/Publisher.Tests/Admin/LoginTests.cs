using System.Net;
using Publisher.Admin.Login;

namespace Publisher.Tests.Admin;

/// <summary>Who gets in, and who does not.</summary>
public sealed class LoginTests : AdminTests
{
    [Fact]
    public async Task Nothing_is_there_before_a_password_is_set()
    {
        Assert.True(Routes().Count >= 25);
        foreach (var (method, path) in Routes())
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await SendAsync(method, path)).Status));
    }

    [Fact]
    public async Task Every_page_is_closed_without_a_login_and_open_with_one()
    {
        await SetPasswordAsync();
        var foreign = $"publisher-admin={AdminSession.New().Token}";
        foreach (var cookie in new[] { null, "publisher-admin=", "publisher-admin=' or 1=1 --", foreign })
        {
            Cookie = cookie;
            foreach (var (method, path) in Closed())
                IsRefused(await SendAsync(method, path));
        }

        await LogInAsync();
        foreach (var (method, path) in Closed().Where(route => route.Method == HttpMethod.Get))
            Assert.Equal((path, path.Contains("/1", StringComparison.Ordinal) || path.Contains("/preview", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK), (path, (await SendAsync(method, path)).Status));
    }

    [Fact]
    public async Task No_act_is_done_without_the_token_of_the_own_login()
    {
        await SetPasswordAsync();
        await LogInAsync();
        var other = await TokenAsync();
        await LogInAsync();
        Assert.NotEqual(other, await TokenAsync());
        foreach (var (method, path) in Closed().Where(route => route.Method == HttpMethod.Post))
        {
            foreach (var token in new[] { "", "x", other })
                Assert.Equal((path, HttpStatusCode.BadRequest), (path, (await SendAsync(method, path, ("antiforgery", token))).Status));
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/admin")).Status);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused_even_with_the_token()
    {
        await SetPasswordAsync();
        await LogInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/logout");
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("antiforgery", await TokenAsync())]);
        request.Headers.Add("Cookie", Cookie);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var response = await Publisher.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/admin")).Status);
    }

    [Fact]
    public async Task The_cookie_is_strict_and_the_pages_are_kept_by_nobody()
    {
        await SetPasswordAsync();
        var entered = await LogInAsync(next: "/admin/issues");

        Assert.Equal("/admin/issues", entered["Location"]);
        var cookie = entered["Set-Cookie"]!;
        Assert.All(["path=/admin", "secure", "httponly", "samesite=strict"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        var page = await GetAsync("/admin");
        Assert.Equal(("no-store", "DENY"), (page["Cache-Control"], page["X-Frame-Options"]));
        Assert.Contains("default-src 'none'", page["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Cookie!.Split('=')[1], string.Join(' ', await QueryAsync("select token_hash from admin_sessions")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/admin")]
    [InlineData("/admin/../x")]
    [InlineData("/admin\r\nX: y")]
    [InlineData("/admin//evil.example")]
    public async Task A_login_leads_nowhere_else(string next)
    {
        await SetPasswordAsync();
        Assert.Equal("/admin", (await LogInAsync(next: next))["Location"]);
    }

    [Fact]
    public async Task Who_guesses_waits_and_even_the_right_password_does_not_help()
    {
        await SetPasswordAsync();
        var wrong = await LogInAsync("wrong");
        for (var attempt = 2; attempt <= 5; attempt++)
            Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync("wrong")).Status);

        var held = await LogInAsync();
        Assert.Equal((wrong.Status, wrong.Text), (held.Status, held.Text));
        Assert.Null(held["Set-Cookie"]);
        Publisher.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync("wrong")).Status);
        Publisher.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync()).Status);
        Publisher.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.SeeOther, (await LogInAsync()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a long enough passwor")]
    [InlineData("A long enough password")]
    [InlineData("a long enough password ")]
    [InlineData("' or '1'='1")]
    public async Task Another_password_does_not_fit(string password)
    {
        await SetPasswordAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync(password)).Status);
        Assert.Empty(await QueryAsync("select token_hash from admin_sessions"));
    }

    [Fact]
    public async Task A_new_password_ends_every_login_and_the_old_one_fits_no_more()
    {
        await SetPasswordAsync();
        await LogInAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/admin")).Status);
        await SetPasswordAsync("another long password");

        IsRefused(await GetAsync("/admin"));
        Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync()).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await LogInAsync("another long password")).Status);
    }

    [Fact]
    public async Task A_login_ends_by_its_button_and_its_cookie_is_worth_nothing_then()
    {
        await SetPasswordAsync();
        await LogInAsync();
        Assert.Equal("/admin/login", (await ActAsync("/admin/logout"))["Location"]);
        IsRefused(await GetAsync("/admin"));
    }

    [Fact]
    public async Task A_login_ends_after_twelve_idle_hours_and_after_seven_days_whatever_is_done()
    {
        await SetPasswordAsync();
        await LogInAsync();
        for (var hours = 0; hours < 165; hours += 11)
        {
            await PassAsync(TimeSpan.FromHours(11));
            Assert.Equal(HttpStatusCode.OK, (await GetAsync("/admin/held")).Status);
        }

        await PassAsync(TimeSpan.FromHours(4));
        IsRefused(await GetAsync("/admin/held"));
        await LogInAsync();
        await PassAsync(TimeSpan.FromHours(12));
        IsRefused(await GetAsync("/admin/held"));
    }

    // The clock of the whole service would run every schedule of a week: the login's times are moved instead.
    private Task PassAsync(TimeSpan time) =>
        ExecuteAsync(FormattableString.Invariant($"update admin_sessions set created_at = created_at - {time.TotalMilliseconds}, seen_at = seen_at - {time.TotalMilliseconds}"));
}
