using System.Net;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>To leave: by one request of a mail program (RFC 8058), by a button, and back again.</summary>
public sealed class UnsubscribeTests : WebTests
{
    private const string Email = "reader@example.com";

    private string preferences = "";
    private string unsubscribe = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (preferences, unsubscribe) = await ReaderAsync(Email);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n")]
    [InlineData("text/plain", "whatever")]
    [InlineData("multipart/form-data", "cut off")]
    [InlineData("", "")]
    public async Task One_request_is_enough_and_a_second_is_as_good(string contentType, string body)
    {
        var (first, second) = (await PostAsync(unsubscribe, contentType, body), await PostAsync(unsubscribe, contentType, body));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Null(first["Location"]);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }

    [Fact]
    public async Task No_body_at_all_is_enough()
    {
        var raw = await Wire.SendAsync(Server, $"POST {unsubscribe} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", raw, StringComparison.Ordinal);
        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }

    [Fact]
    public async Task Foreign_origin_and_referrer_are_no_hindrance()
    {
        var answer = await SendAsync(HttpMethod.Post, unsubscribe, null, ("Origin", "https://mail.example"), ("Referer", "https://mail.example/"), ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }

    [Fact]
    public async Task To_look_changes_nothing()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete })
            foreach (var path in new[] { unsubscribe, preferences })
                await SendAsync(method, path);
        var page = await GetAsync(unsubscribe);

        Assert.Equal("confirmed", await StatusAsync(Email));
        Assert.Contains($"<form method=\"post\" action=\"{unsubscribe}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("r•••@example.com", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_works_after_years()
    {
        Publisher.Time.Advance(TimeSpan.FromDays(2000));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(unsubscribe)).Status);
    }

    [Fact]
    public async Task Preferences_are_changed_and_kept()
    {
        var saved = await PostAsync(preferences, ("cadence", "weekly"), ("topics", "C# & <b>"));
        var shown = await GetAsync(preferences);

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("Your changes have been saved.", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Your changes have been saved.", shown.Text, StringComparison.Ordinal);
        Assert.All([saved, shown], page => Assert.Contains("value=\"weekly\" checked", page.Text, StringComparison.Ordinal));
        Assert.All([saved, shown], page => Assert.Contains("value=\"C# &amp; &lt;b&gt;\" checked", page.Text, StringComparison.Ordinal));
        Assert.All([saved, shown], page => Assert.DoesNotContain("Subscribe again", page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "Subscribe again", "Welcome back")]
    [InlineData("ja", "もう一度購読する", "配信を再開しました")]
    public async Task Who_left_by_mistake_is_told_what_the_button_does_and_comes_back(string language, string button, string welcome)
    {
        var left = await PostAsync(unsubscribe);
        var undo = RunningPublisher.PathIn(left.Text, "preferences");
        var page = await GetAsync(undo, ("Accept-Language", language));
        Assert.Contains($"<button type=\"submit\">{button}</button>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/unsubscribe/", page.Text, StringComparison.Ordinal);
        Assert.Equal("unsubscribed", await StatusAsync(Email));

        var form = new FormUrlEncodedContent([KeyValuePair.Create("cadence", "monthly")]);
        var back = await SendAsync(HttpMethod.Post, undo, form, ("Accept-Language", language));

        Assert.Equal(HttpStatusCode.OK, back.Status);
        Assert.Contains($"<h1>{welcome}</h1>", back.Text, StringComparison.Ordinal);
        Assert.Equal(preferences, RunningPublisher.PathIn(back.Text, "preferences"));
        Assert.Equal(["confirmed"], await QueryAsync("select status from subscribers where cadence = 'monthly' and unsubscribed_at is null"));
        Assert.Contains("Your changes have been saved.", (await PostAsync(undo, ("cadence", "daily"))).Text, StringComparison.Ordinal);
    }
}
