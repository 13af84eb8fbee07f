using System.Net;
using System.Text.Json;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>What is kept of a reader: shown to them, and deleted when they say so.</summary>
public sealed class OwnDataTests : WebTests
{
    private const string Email = "reader@example.com";

    private string preferences = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (preferences, _) = await ReaderAsync(Email);
    }

    [Fact]
    public async Task The_data_come_by_a_link_in_a_mail_and_as_a_file()
    {
        await PostAsync(preferences, ("cadence", "weekly"), ("timeZone", "Asia/Tokyo"), ("format", "text"));
        var link = await DataLinkAsync();
        var page = await GetAsync(link);
        var file = await GetAsync(link + "/file");

        Assert.Contains("reader@example.com", page.Text, StringComparison.Ordinal);
        Assert.Equal(("attachment; filename=\"subscription.json\"", "no-store"), (file["Content-Disposition"], file["Cache-Control"]));
        using var json = JsonDocument.Parse(file.Text);
        var subscriber = json.RootElement.GetProperty("subscriber");
        Assert.Equal("reader@example.com weekly Asia/Tokyo text confirmed", string.Join(' ', new[] { "email", "cadence", "timeZone", "format", "status" }.Select(name => subscriber.GetProperty(name).GetString())));
        Assert.Equal("link form", $"{subscriber.GetProperty("consent").GetString()} {subscriber.GetProperty("consentForm").GetString()}");
        Assert.StartsWith("en:", subscriber.GetProperty("consentText").GetString(), StringComparison.Ordinal);
        Assert.Equal("Press the button, and new posts from Test blog will be sent to {email}.", json.RootElement.GetProperty("consentSentence").GetString());
        Assert.Equal(["confirm", "owndata"], json.RootElement.GetProperty("mails").EnumerateArray().Select(mail => mail.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task The_link_is_mailed_once_a_day_and_works_for_three()
    {
        var link = await DataLinkAsync();
        for (var i = 0; i < 3; i++)
            await PostAsync(await AskPathAsync());
        Assert.Equal(["1"], await QueryAsync("select count(*) from notices where kind = 'owndata'"));

        Publisher.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(link + "/file")).Status);
    }

    [Fact]
    public async Task Who_holds_a_link_to_the_preferences_does_not_see_the_address()
    {
        var pages = new[] { await GetAsync(preferences), await GetAsync(await AskPathAsync()), await PostAsync(await AskPathAsync()), await GetAsync(await ErasePathAsync()) };

        Assert.All(pages, page => Assert.DoesNotContain(Email, page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_is_erased_by_a_button_and_leaves_a_hash()
    {
        var erase = await ErasePathAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Delete })
            await SendAsync(method, erase);
        Assert.Equal("confirmed", await StatusAsync(Email));

        Assert.Contains("<h1>Everything is deleted</h1>", (await PostAsync(erase)).Text, StringComparison.Ordinal);
        Assert.Equal(["0"], await QueryAsync("select (select count(*) from subscribers) + (select count(*) from notices)"));
        Assert.Equal(["erased"], await QueryAsync("select reason from suppressions"));
        foreach (var path in new[] { erase, preferences })
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(path)).Status);

        Publisher.Time.Advance(TimeSpan.FromHours(25));
        await ReaderAsync(Email);
        Assert.Equal(["0"], await QueryAsync("select count(*) from suppressions"));
    }

    [Fact]
    public async Task A_page_to_erase_that_was_left_open_for_a_day_is_dead()
    {
        var erase = await ErasePathAsync();
        Publisher.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(erase)).Status);
        Assert.Equal("confirmed", await StatusAsync(Email));
    }

    [Fact]
    public async Task Every_link_opens_its_own_page_and_no_other()
    {
        string[] kinds = ["confirm", "preferences", "unsubscribe", "reader/new-address", "reader/old-address", "reader/data", "reader/erase"];
        var address = RunningPublisher.PathIn((await GetAsync(preferences)).Text, "reader/address");
        await PostAsync(address, ("email", "new@example.com"));
        await Publisher.UntilAsync(() => Outbox.To("new@example.com").Count > 0, "the mail");
        string[] paths =
        [
            await DataLinkAsync(),
            await ErasePathAsync(),
            preferences,
            RunningPublisher.PathIn(Outbox.To("new@example.com")[^1].TextBody, "reader/new-address"),
            RunningPublisher.PathIn(Outbox.To(Email).Last(mail => mail.TextBody!.Contains("/old-address/", StringComparison.Ordinal)).TextBody, "reader/old-address"),
        ];

        foreach (var path in paths)
        {
            foreach (var kind in kinds)
            {
                var swapped = $"/{kind}/{path[(path.LastIndexOf('/') + 1)..]}";
                Assert.True((await GetAsync(swapped)).Status == (swapped == path ? HttpStatusCode.OK : HttpStatusCode.NotFound), swapped);
                if (swapped != path)
                    Assert.Contains((await PostAsync(swapped, ("choice", "agree"))).Status, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
            }
        }

        Assert.Equal("confirmed", await StatusAsync(Email));
    }

    private async Task<string> AskPathAsync() => RunningPublisher.PathIn((await GetAsync(preferences)).Text, "reader/ask-data");

    private async Task<string> ErasePathAsync() => RunningPublisher.PathIn((await GetAsync(preferences)).Text, "reader/erase");

    private async Task<string> DataLinkAsync()
    {
        var before = Outbox.To(Email).Count;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(await AskPathAsync())).Status);
        await Publisher.UntilAsync(() => Outbox.To(Email).Count > before, "the mail with the link");
        return RunningPublisher.PathIn(Outbox.To(Email).Last(mail => mail.TextBody!.Contains("/data/", StringComparison.Ordinal)).TextBody, "reader/data");
    }
}
