using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace Publisher.Tests.Web;

/// <summary>The form on other people's sites.</summary>
public sealed class EmbedTests : WebTests
{
    private const string Email = "reader@example.com";

    [Fact]
    public async Task The_snippet_is_a_form_that_subscribes()
    {
        using var page = new HtmlParser().ParseDocument((await GetAsync("/subscribe/embed", ("Accept-Language", "ja"))).Text);
        using var snippet = new HtmlParser().ParseDocument(page.QuerySelector("pre code")!.TextContent);
        var form = Assert.Single(snippet.Forms);

        Assert.Equal(("post", "https://blog.example/subscribe"), (form.Method, form.GetAttribute("action")));
        Assert.Empty(snippet.QuerySelectorAll("script, [onclick]"));
        Assert.Equal("ja", form.QuerySelector("input[name=language]")!.GetAttribute("value"));
        Assert.Equal(["email", "website", "language"], form.QuerySelectorAll("input").Select(input => input.GetAttribute("name")));
    }

    [Fact]
    public async Task A_foreign_form_is_taken_with_its_language_and_leads_back_to_its_site()
    {
        var page = await SubscribeAsync([("email", Email), ("language", "ja")], ("Origin", "https://shop.example"), ("Accept-Language", "en"));
        using var answer = new HtmlParser().ParseDocument(page.Text);

        Assert.Equal((HttpStatusCode.OK, "*"), (page.Status, page["Access-Control-Allow-Origin"]));
        Assert.Null(page["Access-Control-Allow-Credentials"]);
        Assert.Equal("shop.example に戻る", answer.QuerySelector("a[href='https://shop.example/']")!.TextContent);
        Assert.Equal(["ja embedded https://shop.example"], await QueryAsync("select language || ' ' || consent_form from subscribers"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example/path")]
    [InlineData("https://user@evil.example")]
    [InlineData("https://evil.example; x")]
    [InlineData("nonsense")]
    [InlineData("https://blog.example")]
    public async Task What_is_no_other_site_is_led_nowhere(string origin)
    {
        var page = await SubscribeAsync([("email", Email)], ("Origin", origin));

        Assert.DoesNotContain("evil", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Back to", page.Text, StringComparison.Ordinal);
        Assert.Null(page["Location"]);
        Assert.Equal(["form"], await QueryAsync("select consent_form from subscribers"));
    }

    [Fact]
    public async Task No_field_sends_anybody_anywhere()
    {
        foreach (var field in new[] { "redirect", "return", "next", "url", "returnUrl", "back", "website_url" })
            Assert.DoesNotContain("evil", (await SubscribeAsync([("email", Email), (field, "https://evil.example/")])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_asks_first_and_is_answered_in_JSON()
    {
        var preflight = await SendAsync(HttpMethod.Options, "/subscribe", null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        Assert.Equal((HttpStatusCode.NoContent, "*"), (preflight.Status, preflight["Access-Control-Allow-Origin"]));
        Assert.Contains("POST", preflight["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.Contains("Content-Type", preflight["Access-Control-Allow-Headers"], StringComparison.Ordinal);

        var good = await SubscribeAsync([("email", Email)], ("Origin", "https://shop.example"), ("Accept", "application/json"));
        var bad = await SubscribeAsync([("email", "nobody")], ("Origin", "https://shop.example"), ("Accept", "application/json"));
        Assert.Equal((HttpStatusCode.OK, "ok"), (good.Status, Status(good)));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (bad.Status, Status(bad)));
        Assert.All([good, bad], answer => Assert.Equal("*", answer["Access-Control-Allow-Origin"]));
    }

    [Fact]
    public async Task A_browser_that_takes_both_gets_the_page() =>
        Assert.Contains("text/html", (await SubscribeAsync([("email", Email)], ("Accept", "text/html,application/json;q=0.9")))["Content-Type"], StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_but_the_form_is_shared_with_other_sites()
    {
        var (preferences, unsubscribe) = await ReaderAsync(Email);
        foreach (var path in new[] { "/", preferences, unsubscribe, "/subscribe/embed", "/confirm/x" })
            Assert.Null((await GetAsync(path, ("Origin", "https://shop.example")))["Access-Control-Allow-Origin"]);
        Assert.Null((await SendAsync(HttpMethod.Options, preferences, null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST")))["Access-Control-Allow-Origin"]);
    }

    private Task<Answer> SubscribeAsync((string Name, string Value)[] form, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/subscribe", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), headers);

    private static string? Status(Answer answer)
    {
        using var json = JsonDocument.Parse(answer.Text);
        return json.RootElement.GetProperty("status").GetString();
    }
}
