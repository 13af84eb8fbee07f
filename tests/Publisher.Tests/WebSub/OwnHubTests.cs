using System.Net;
using System.Security.Cryptography;
using System.Text;
using Publisher.Tests.Support;

namespace Publisher.Tests.WebSub;

/// <summary>Our own hub: subscribe, verify, distribute, end (WebSub, sections 5 to 7).</summary>
public sealed class OwnHubTests : HubTests
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
    public async Task A_subscriber_gets_the_whole_feed_signed_when_it_changes()
    {
        await StartAsync("own");
        await SubscribeAsync(("hub.secret", "hush"), ("hub.callback", reader.Url + "callback?key=a%20b"));
        var question = Assert.Single(reader.All);
        await PublishAsync("The second");
        await SentAsync(1);
        await PassAsync(TimeSpan.FromMinutes(10));

        var sent = Assert.Single(reader.Posts);
        Assert.Equal(("GET", "/callback", "a b"), (question.Method, question.Path, question["key"]));
        Assert.Equal(("subscribe", Topic, "864000"), (question["hub.mode"], question["hub.topic"], question["hub.lease_seconds"]));
        Assert.Equal(("/callback", "?key=a%20b"), (sent.Path, sent.Query));
        Assert.Equal(await File.ReadAllBytesAsync(Folder["public/atom.xml"]), sent.Body);
        Assert.Contains("The second", Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal);
        Assert.Equal("application/atom+xml; charset=utf-8", sent.Headers["Content-Type"]);
        Assert.Equal("<https://blog.example/hub>; rel=\"hub\", <https://blog.example/atom.xml>; rel=\"self\"", sent.Headers["Link"]);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("hush"u8, sent.Body)), sent.Headers["X-Hub-Signature"]);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        await StartAsync("own");
        await SubscribeAsync();
        await PublishAsync("The second");
        await SentAsync(1);

        Assert.DoesNotContain("X-Hub-Signature", reader.Posts[0].Headers.Keys);
    }

    [Fact]
    public async Task Who_unsubscribes_and_means_it_gets_nothing_more()
    {
        await StartAsync("own");
        await SubscribeAsync();
        reader.Answer = _ => new(404);
        await AskAsync(HttpStatusCode.Accepted, ("hub.mode", "unsubscribe"));
        await Publisher.UntilAsync(() => reader.All.Count == 2, "the question");
        await Publisher.QuietAsync();
        Assert.Equal(1, await CountAsync("websub_subscriptions"));

        reader.Answer = LoopbackServer.Echo;
        await AskAsync(HttpStatusCode.Accepted, ("hub.mode", "unsubscribe"));
        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 0, "the end of the subscription");
        await PublishAsync("The second");
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(("unsubscribe", null), (reader.All[^1]["hub.mode"], reader.All[^1]["hub.lease_seconds"]));
        Assert.Empty(reader.Posts);
        await AskAsync(HttpStatusCode.NotFound, ("hub.mode", "unsubscribe"));
    }

    [Fact]
    public async Task A_lease_ends_unless_it_is_renewed()
    {
        await StartAsync("own");
        await SubscribeAsync(("hub.lease_seconds", "3600"));
        await PassAsync(TimeSpan.FromMinutes(50));
        await SubscribeAsync(("hub.lease_seconds", "3600"));
        await PassAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(1, await CountAsync("websub_subscriptions"));

        await PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(0, await CountAsync("websub_subscriptions"));
        await PublishAsync("The second");
        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(reader.Posts);
    }

    public static TheoryData<string, int, string> Wrong { get; } = new()
    {
        { "another text", 200, "no" },
        { "nothing", 200, "" },
        { "the challenge and more", 200, "{challenge}\n" },
        { "the challenge with a refusal", 404, "{challenge}" },
        { "the challenge with a fault", 500, "{challenge}" },
        { "a flood", 200, "{challenge}" + new string('x', 3_000_000) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Who_does_not_give_the_challenge_back_is_not_subscribed(string what, int status, string body)
    {
        Assert.NotEmpty(what);
        reader.Answer = request => new(status, body.Replace("{challenge}", request["hub.challenge"], StringComparison.Ordinal));
        await StartAsync("own");
        await AskAsync(HttpStatusCode.Accepted);
        await Publisher.UntilAsync(async () => reader.All.Count == 1 && await CountAsync("websub_requests") == 0, "the question");

        Assert.Equal(0, await CountAsync("websub_subscriptions"));
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task Each_question_has_a_challenge_of_its_own()
    {
        await StartAsync("own");
        await SubscribeAsync();
        await SubscribeAsync();

        Assert.Equal(2, reader.All.Select(question => question["hub.challenge"]).Where(challenge => challenge?.Length == 48).Distinct().Count());
    }

    [Fact]
    public async Task A_later_change_takes_the_place_of_one_that_waits()
    {
        await StartAsync("own");
        await SubscribeAsync();
        reader.Answer = _ => new(500);
        await PublishAsync("The second");
        await SentAsync(1);
        await PublishAsync("The third");
        reader.Answer = LoopbackServer.Echo;
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, reader.Posts.Count);
        Assert.Contains("The third", Encoding.UTF8.GetString(reader.Posts[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_comes_while_a_feed_is_sent_is_sent_too()
    {
        Limits = Patient;
        using var begun = new ManualResetEventSlim();
        using var changed = new ManualResetEventSlim();
        await StartAsync("own");
        await SubscribeAsync();
        reader.Answer = _ =>
        {
            begun.Set();
            return new(changed.Wait(Patient.Timeout) ? 204 : 500);
        };
        await PublishAsync("The second");
        await Publisher.UntilAsync(() => begun.IsSet, "the first delivery");
        await PublishAsync("The third");
        changed.Set();
        await SentAsync(2);
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, reader.Posts.Count);
        Assert.Contains("The third", Encoding.UTF8.GetString(reader.Posts[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_fails_gets_a_bounded_number_of_tries_a_change()
    {
        Limits = new() { Attempts = 4 };
        await StartAsync("own");
        await SubscribeAsync();
        reader.Answer = _ => new(500);
        await PublishAsync("The second");
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(4, reader.Posts.Count);

        await PublishAsync("The third");
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(5, reader.Posts.Count);

        reader.Answer = LoopbackServer.Echo;
        await PublishAsync("The fourth");
        await SentAsync(6);
        Assert.Contains("The fourth", Encoding.UTF8.GetString(reader.Posts[5].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_says_it_is_gone_is_forgotten()
    {
        await StartAsync("own");
        await SubscribeAsync();
        reader.Answer = _ => new(410);
        await PublishAsync("The second");

        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 0, "the end of the subscription");
        Assert.Single(reader.Posts);
    }

    [Fact]
    public async Task After_a_restart_only_what_waits_is_sent()
    {
        await using var second = await LoopbackServer.SubscriberAsync();
        await StartAsync("own");
        await SubscribeAsync();
        await SubscribeAsync(("hub.callback", second.Url.AbsoluteUri));
        second.Answer = _ => new(503);
        await PublishAsync("The second");
        await SentAsync(1);
        await Publisher.UntilAsync(() => second.Posts.Count == 1, "the failed delivery");
        await Publisher.QuietAsync();
        await StopAsync();
        second.Answer = LoopbackServer.Echo;
        await StartAsync("own");
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Single(reader.Posts);
        Assert.Equal(2, second.Posts.Count);
    }

    [Fact]
    public async Task A_request_that_was_accepted_outlives_a_restart()
    {
        await StartAsync("own");
        await ExecuteAsync($"insert into websub_requests (callback, host, topic, mode, lease_seconds, asked_at) values ('{reader.Url}', '127.0.0.1', '{Topic}', 'Subscribe', 864000, 0)");
        await StopAsync();
        await StartAsync("own");

        await Publisher.UntilAsync(async () => await CountAsync("websub_subscriptions") == 1, "the subscription");
    }

    [Fact]
    public async Task Who_asked_for_a_feed_that_is_gone_meanwhile_is_told_so()
    {
        await StartAsync("own");
        await ExecuteAsync($"insert into websub_requests (callback, host, topic, mode, lease_seconds, asked_at) values ('{reader.Url}', '127.0.0.1', 'https://blog.example/gone.xml', 'Subscribe', 864000, 0)");
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        var denial = Assert.Single(reader.All);
        Assert.Equal(("denied", "https://blog.example/gone.xml"), (denial["hub.mode"], denial["hub.topic"]));
        Assert.NotEmpty(denial["hub.reason"]!);
        Assert.Equal(0, await CountAsync("websub_subscriptions") + await CountAsync("websub_requests"));
    }

    private async Task SubscribeAsync(params (string Name, string Value)[] fields)
    {
        await AskAsync(HttpStatusCode.Accepted, fields);
        await Publisher.UntilAsync(async () => await CountAsync("websub_requests") == 0, "the verification");
        Assert.NotEqual(0, await CountAsync("websub_subscriptions"));
    }

    private async Task AskAsync(HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using var answer = await Publisher.PostAsync("/hub", HubForms.Subscribe(reader, Topic, fields));
        Assert.Equal(status, answer.StatusCode);
    }

    private Task SentAsync(int count) => Publisher.UntilAsync(() => reader.Posts.Count == count, $"{count} deliveries");
}
