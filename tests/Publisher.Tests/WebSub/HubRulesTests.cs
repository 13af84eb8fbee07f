using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Publisher.WebSub;

namespace Publisher.Tests.WebSub;

/// <summary>The pure parts of the hub.</summary>
public sealed class HubRulesTests
{
    private static readonly Uri Self = new("https://blog.example/atom.xml");

    // The second test case of RFC 4231.
    [Fact]
    public void A_signature_is_the_HMAC_of_the_body() => Assert.Equal(
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        HubSignature.Of("Jefe"u8, "what do ya want for nothing?"u8));

    [Theory]
    [InlineData("https://r.example/c", "https://r.example/c?hub.mode=subscribe&hub.topic=https%3A%2F%2Fblog.example%2Fatom.xml&hub.challenge=abc&hub.lease_seconds=864000")]
    [InlineData("https://r.example/c?a=b%20c", "https://r.example/c?a=b%20c&hub.mode=subscribe&hub.topic=https%3A%2F%2Fblog.example%2Fatom.xml&hub.challenge=abc&hub.lease_seconds=864000")]
    public void The_question_keeps_the_query_of_the_callback(string callback, string question) =>
        Assert.Equal(question, Intent.Question(new(HubMode.Subscribe, new(callback), Self.AbsoluteUri, TimeSpan.FromDays(10), null), "abc").AbsoluteUri);

    [Theory]
    [InlineData(null, 864_000)]
    [InlineData("", 864_000)]
    [InlineData("1", 300)]
    [InlineData("0", 300)]
    [InlineData("86400", 86_400)]
    [InlineData("9223372036854775807", 2_592_000)]
    public void A_lease_is_brought_within_bounds(string? asked, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("hub.lease_seconds", asked)).Request!.Lease);

    [Theory]
    [InlineData("hub.lease_seconds", "soon", "hub.lease_seconds")]
    [InlineData("hub.lease_seconds", "-1", "hub.lease_seconds")]
    [InlineData("hub.lease_seconds", "1.5", "hub.lease_seconds")]
    [InlineData("hub.lease_seconds", "99999999999999999999", "hub.lease_seconds")]
    [InlineData("hub.mode", null, "hub.mode")]
    [InlineData("hub.mode", "publish", "hub.mode")]
    [InlineData("hub.mode", "denied", "hub.mode")]
    [InlineData("hub.callback", null, "hub.callback")]
    public void What_is_wrong_is_said_in_a_sentence(string field, string? value, string named) => Assert.Contains(named, Read((field, value)).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_field_that_is_given_twice_is_refused() =>
        Assert.Contains("twice", HubRequest.Read(Form(new() { ["hub.mode"] = new(["subscribe", "unsubscribe"]) }), new(), new()).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_secret_is_less_than_200_bytes_long()
    {
        Assert.Equal(199, Encoding.UTF8.GetByteCount(Read(("hub.secret", new string('ß', 99) + "s")).Request!.Secret!));
        Assert.Contains("200 bytes", Read(("hub.secret", new string('ß', 100))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_never_printed() => Assert.DoesNotContain("hush", Read(("hub.secret", "hush")).Request!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_host_has_its_number_of_requests_a_minute()
    {
        var time = new FakeTimeProvider();
        var rate = new HostRate(2, time);

        Assert.Equal([true, true, false], new[] { rate.Takes("a.example"), rate.Takes("A.example"), rate.Takes("a.example") });
        Assert.True(rate.Takes("b.example"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(rate.Takes("a.example"));
    }

    private static (HubRequest? Request, string? Fault) Read(params (string Name, string? Value)[] changed)
    {
        var fields = new Dictionary<string, StringValues>
        {
            ["hub.mode"] = "subscribe",
            ["hub.callback"] = "https://reader.example.com/",
            ["hub.topic"] = Self.AbsoluteUri,
        };
        foreach (var (name, value) in changed)
            fields[name] = value;
        return HubRequest.Read(Form(fields), new(), new());
    }

    private static FormCollection Form(Dictionary<string, StringValues> fields) => new(fields);
}
