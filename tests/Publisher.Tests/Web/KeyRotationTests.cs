using System.Net;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>A key that is changed while the service runs.</summary>
public sealed class KeyRotationTests : WebTests
{
    private const string Email = "reader@example.com";

    [Fact]
    public async Task The_service_signs_with_the_new_key_and_knows_the_older_links()
    {
        var (preferences, unsubscribe) = await ReaderAsync(Email);
        await KeyRing.RotateAsync(Publisher.Database, Publisher.Time.GetUtcNow(), KeyRing.Grace, CancellationToken.None);
        await Publisher.UntilAsync(async () => RunningPublisher.PathIn((await GetAsync(preferences)).Text, "unsubscribe") != unsubscribe, "links of the new key");

        var newer = RunningPublisher.PathIn((await GetAsync(preferences)).Text, "unsubscribe");
        Publisher.Time.Advance(KeyRing.Grace);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(preferences)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(newer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(unsubscribe)).Status);
        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }
}
