using CsCheck;
using Publisher.WebSub;

namespace Publisher.Tests.WebSub;

public sealed class HubGuardTests
{
    [Theory]
    [InlineData("https://reader.example.com/callback")]
    [InlineData("http://reader.example.com/callback?feed=1&key=a%20b")]
    [InlineData("https://reader.example.com:8443/")]
    [InlineData("https://reader.example.com:1024/")]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://[2606:4700:4700::1111]/")]
    [InlineData("https://bücher.example/")]
    public void A_callback_on_the_public_internet_is_taken(string callback) => Assert.Null(new HubGuard().Fault(callback, out _));

    [Theory]
    [InlineData("", "no web address")]
    [InlineData("callback", "no web address")]
    [InlineData("/callback", "no web address")]
    [InlineData("ftp://reader.example.com/", "no web address")]
    [InlineData("file:///etc/passwd", "no web address")]
    [InlineData("gopher://reader.example.com/", "no web address")]
    [InlineData("http://user@reader.example.com/", "user name")]
    [InlineData("http://user:word@reader.example.com/", "user name")]
    [InlineData("http://reader.example.com/#part", "fragment")]
    [InlineData("http://reader.example.com:22/", "port")]
    [InlineData("http://reader.example.com:25/", "port")]
    [InlineData("http://reader.example.com:1023/", "port")]
    [InlineData("http://127.0.0.1/", "public internet")]
    [InlineData("http://127.1/", "public internet")]
    [InlineData("http://2130706433/", "public internet")]
    [InlineData("http://0x7f000001/", "public internet")]
    [InlineData("http://0177.0.0.1/", "public internet")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "public internet")]
    [InlineData("http://10.1.2.3:8080/", "public internet")]
    [InlineData("http://[::1]/", "public internet")]
    [InlineData("http://[::ffff:127.0.0.1]/", "public internet")]
    [InlineData("http://[fd00::1]/", "public internet")]
    public void A_callback_elsewhere_is_refused_in_a_sentence(string callback, string because) =>
        Assert.Contains(because, new HubGuard().Fault(callback, out _), StringComparison.Ordinal);

    [Fact]
    public void A_callback_of_more_than_2048_characters_is_refused() =>
        Assert.Contains("longer", new HubGuard().Fault("https://reader.example.com/" + new string('a', 2048), out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://xn--.example/")]
    [InlineData("http://xn--a.example/")]
    [InlineData("http://\u200d.example/")]
    [InlineData("http://a\u0338=.example/")]
    [InlineData("http://\ufffd/")]
    [InlineData("http://.../")]
    [InlineData("http://a..b/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    public void A_strange_host_is_judged_without_a_fault(string callback) => Judge(callback);

    [Fact]
    public void Any_text_is_judged_without_a_fault() => Gen.String.Sample(text =>
    {
        Judge(text);
        Judge($"http://{text}/");
        Judge($"https://reader.example.com/{text}");
    });

    // Whatever is taken can be asked, and stands in the database as it is.
    private static void Judge(string callback)
    {
        if (new HubGuard().Fault(callback, out var address) is not null)
            return;
        var request = new HubRequest(HubMode.Subscribe, address!, "https://blog.example/atom.xml", TimeSpan.FromDays(1), null);
        Assert.NotEmpty(request.Host);
        Assert.NotEmpty(Intent.Question(request, "challenge").AbsoluteUri);
        Assert.Equal(address!.AbsoluteUri, new Uri(address.AbsoluteUri).AbsoluteUri);
    }
}
