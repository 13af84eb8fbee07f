using System.Net;
using System.Text;
using Publisher.Tests.Support;

namespace Publisher.Tests.WebSub;

/// <summary>What strangers might make of a hub: a way into the private network, or a relay against others.</summary>
public sealed class HubMisuseTests : HubTests
{
    private LoopbackServer reader = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        reader = await LoopbackServer.SubscriberAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await reader.DisposeAsync();
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_refused_at_once()
    {
        Guard = new();
        await StartAsync("own");

        var (status, text, _) = await AskAsync();
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("hub.callback is not on the public internet", text, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("websub_requests"));
    }

    [Fact]
    public async Task A_name_that_leads_to_an_address_that_is_not_public_is_never_connected_to()
    {
        Guard = new();
        await StartAsync("own");

        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync(("hub.callback", $"http://localhost:{reader.Url.Port}/"))).Status);
        await Publisher.UntilAsync(async () => await CountAsync("websub_requests") == 0, "the verification");

        Assert.Empty(reader.All);
        Assert.Equal(0, await CountAsync("websub_subscriptions"));
        Assert.Contains("not on the public internet", Publisher.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_after_it_was_verified_is_not_sent_to()
    {
        await StartAsync("own");
        await AskAsync(("hub.callback", $"http://localhost:{reader.Url.Port}/"));
        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 1, "the subscription");
        await Publisher.QuietAsync();
        await StopAsync();

        Guard = new();
        await StartAsync("own");
        await PublishAsync("The second");
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Empty(reader.Posts);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var victim = await LoopbackServer.SubscriberAsync();
        await StartAsync("own");
        await AskAsync();
        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 1, "the subscription");
        reader.Answer = request => new(status, "", victim.Url.AbsoluteUri + request.Query);
        await AskAsync(("hub.callback", reader.Url + "elsewhere"));
        await PublishAsync("The second");
        await Publisher.UntilAsync(() => reader.Posts.Count == 1, "the delivery");
        await Publisher.UntilAsync(async () => await CountAsync("websub_requests") == 0, "the verification");

        Assert.Empty(victim.All);
        Assert.Equal(1, await CountAsync("websub_subscriptions"));
    }

    [Theory]
    [InlineData("https://blog.example/nothing.xml")]
    [InlineData("https://blog.example/")]
    [InlineData("https://blog.example/atom.xml?x=1")]
    [InlineData("https://elsewhere.example/atom.xml")]
    [InlineData("/atom.xml")]
    [InlineData("")]
    public async Task Only_feeds_of_ours_can_be_subscribed_to(string topic)
    {
        await StartAsync("own");

        var (status, text, _) = await AskAsync(("hub.topic", topic));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("hub.topic is no feed of this site", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_asked_too_often_is_left_in_peace_for_a_minute()
    {
        Limits = new() { RequestsOfHost = 2 };
        await StartAsync("own");
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync()).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync()).Status);

        var (status, _, retryAfter) = await AskAsync();
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (status, retryAfter));
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync()).Status);
    }

    [Fact]
    public async Task Only_so_many_requests_wait_for_verification()
    {
        Limits = Patient with { Pending = 2 };
        reader.Answer = _ => new(0);
        await StartAsync("own");
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync(("hub.callback", reader.Url + "1"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync(("hub.callback", reader.Url + "2"))).Status);
        // One that stands in the queue takes its own place.
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync(("hub.callback", reader.Url + "2"))).Status);

        var (status, _, retryAfter) = await AskAsync(("hub.callback", reader.Url + "3"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "60"), (status, retryAfter));
    }

    [Theory]
    [InlineData(1, 100, HttpStatusCode.TooManyRequests)]
    [InlineData(100, 1, HttpStatusCode.ServiceUnavailable)]
    public async Task Only_so_many_subscriptions_are_kept_but_each_can_be_renewed(int ofHost, int all, HttpStatusCode refused)
    {
        Limits = new() { SubscriptionsOfHost = ofHost, Subscriptions = all };
        await StartAsync("own");
        await AskAsync();
        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 1, "the subscription");

        var (status, _, retryAfter) = await AskAsync(("hub.callback", reader.Url + "second"));
        Assert.Equal((refused, "3600"), (status, retryAfter));
        Assert.Equal(HttpStatusCode.Accepted, (await AskAsync()).Status);
    }

    [Fact]
    public async Task Who_was_let_in_when_there_was_room_is_told_when_there_is_none_left()
    {
        Limits = new() { SubscriptionsOfHost = 1, Connections = 1 };
        await StartAsync("own");
        reader.Answer = request => new(200, request["hub.challenge"] ?? "");
        await ExecuteAsync(string.Join(';', new[] { "one", "two" }.Select(name => $"insert into websub_requests (callback, host, topic, mode, lease_seconds, asked_at) values ('{reader.Url}{name}', '127.0.0.1', '{Topic}', 'Subscribe', 864000, 0)")));
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        Assert.Equal(1, await CountAsync("websub_subscriptions"));
        Assert.Equal(["/one subscribe", "/two subscribe", "/two denied"], reader.All.Select(request => $"{request.Path} {request["hub.mode"]}"));
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", "--x--", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("", "hub.mode=subscribe", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", "", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "%%%=%&&&;hub.mode", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "hub.mode=subscribe&hub.mode=unsubscribe", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_good_form_is_refused_in_a_sentence(string type, string body, HttpStatusCode status)
    {
        await StartAsync("own");

        var answer = await SendAsync(type, body);
        Assert.Equal(status, answer.Status);
        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_more_than_8_KiB_or_with_too_many_fields_is_refused()
    {
        await StartAsync("own");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync("application/x-www-form-urlencoded", "hub.secret=" + new string('a', 8192))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("application/x-www-form-urlencoded", string.Concat(Enumerable.Repeat("a=b&", 100)))).Status);
        Assert.Empty(Publisher.Log.Warnings);
    }

    private async Task<(HttpStatusCode Status, string Text, string? RetryAfter)> AskAsync(params (string Name, string Value)[] fields)
    {
        using var answer = await Publisher.PostAsync("/hub", HubForms.Subscribe(reader, Topic, fields));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.RetryAfter?.ToString());
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await Publisher.Http.PostAsync(new Uri("/hub", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
