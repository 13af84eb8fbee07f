using Publisher.Tests.Settings;
using Publisher.Webhooks;

namespace Publisher.Tests.Webhooks;

public sealed class WebhookSettingsTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Several_programs_are_a_list_of_entries()
    {
        var webhooks = folder.Read($"webhooks:\n  - url: https://a.example/hook\n    secret: {Secret}\n    events: issue.sent\n  - url: https://b.example/\n    secret: {Secret}\n    events: all\n").Settings.Webhooks.All().ToList();
        Assert.Equal([["issue.sent"], EventTypes.All], webhooks.Select(webhook => webhook.Types));
        Assert.Equal(Convert.FromBase64String(Secret["whsec_".Length..]), webhooks[0].Secret);
        Assert.All(webhooks, webhook => Assert.False(webhook.AllowsPrivate));
    }

    [Theory]
    [InlineData($"webhooks:\n  url: http://a.example/\n  secret: {Secret}\n", "publisher.yaml:2: webhooks.url: a.example would be told readers' addresses in the clear; give https, or allowPrivate: true for a program on this machine or network")]
    [InlineData("webhooks:\n  url: https://a.example/\n", "publisher.yaml:2: webhooks.url: each webhook needs a secret, so that its program knows who speaks; `publisher webhooks new-secret` makes one")]
    [InlineData("webhooks:\n  url: https://a.example/\n  secret: hunter2\n", "publisher.yaml:3: webhooks.secret: a secret is whsec_ and 24 to 64 bytes in base64; `publisher webhooks new-secret` makes one")]
    [InlineData($"webhooks:\n  url: https://a.example/\n  secret: {Secret}\n  events: issue.sent issue.sunk\n", "publisher.yaml:4: webhooks.events: 'issue.sunk' is no event; give subscriber.confirmed, subscriber.left, subscriber.bounced, issue.sent with blanks between them, or all")]
    [InlineData($"webhooks:\n  url: [https://a.example/, https://a.example]\n  secret: [{Secret}, {Secret}]\n", "publisher.yaml:2: webhooks.url: an address is named twice; name it once, with all its events")]
    public void A_fault_is_a_sentence(string yaml, string sentence) => Assert.Equal([sentence], folder.Faults(yaml));

    [Fact]
    public void A_new_secret_is_one() => Assert.True(WebhookSecret.TryRead(WebhookSecret.New(), out var secret) && secret.Length == 32);
}
