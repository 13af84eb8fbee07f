using System.Net;
using AngleSharp.Html.Parser;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>What a reader chooses, kept and obeyed.</summary>
public sealed class PreferencesTests : WebTests
{
    private const string Email = "reader@example.com";

    private string preferences = "";

    protected override IReadOnlyList<string> Settings => ["site.timeZone=Asia/Tokyo"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (preferences, _) = await ReaderAsync(Email);
    }

    protected override void Prepare() => Folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));

    [Fact]
    public async Task All_of_it_is_kept_and_shown_again()
    {
        var saved = await PostAsync(preferences, ("cadence", "weekly"), ("topics", "Google"), ("language", "ja"), ("timeZone", "Europe/Berlin"), ("format", "text"), ("pauseUntil", "2026-03-01"));
        using var page = new HtmlParser().ParseDocument((await GetAsync(preferences)).Text);

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("変更を保存しました。", saved.Text, StringComparison.Ordinal);
        Assert.Equal("ja", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("ja", page.QuerySelector("select[name=language] [selected]")!.GetAttribute("value"));
        Assert.Equal("Europe/Berlin", page.QuerySelector("select[name=timeZone] [selected]")!.GetAttribute("value"));
        Assert.Equal("text", page.QuerySelector("input[name=format][checked]")!.GetAttribute("value"));
        Assert.Equal("2026-03-01", page.QuerySelector("input[name=pauseUntil]")!.GetAttribute("value"));
        Assert.Contains("2026年3月1日まで", page.QuerySelector(".state")!.TextContent, StringComparison.Ordinal);
        // Midnight in Berlin.
        Assert.Equal(["weekly|Google|ja|Europe/Berlin|text|1772319600000"], await QueryAsync("select cadence || '|' || topics || '|' || language || '|' || time_zone || '|' || format || '|' || paused_until from subscribers"));
    }

    [Fact]
    public async Task A_field_that_is_not_sent_changes_nothing_and_an_empty_one_takes_back()
    {
        await PostAsync(preferences, ("cadence", "weekly"), ("language", "ja"), ("timeZone", "Europe/Berlin"), ("format", "text"), ("pauseUntil", "2026-03-01"));
        await PostAsync(preferences, ("cadence", "daily"));
        Assert.Equal(["daily|ja|Europe/Berlin|text|1772319600000"], await QueryAsync("select cadence || '|' || language || '|' || time_zone || '|' || format || '|' || paused_until from subscribers"));

        await PostAsync(preferences, ("cadence", "daily"), ("timeZone", ""), ("pauseUntil", ""), ("format", "html"));
        Assert.Equal(["daily|ja|html"], await QueryAsync("select cadence || '|' || language || '|' || format from subscribers where time_zone is null and paused_until is null"));
    }

    [Theory]
    [InlineData("language", "xx")]
    [InlineData("language", "")]
    [InlineData("timeZone", "Europe/Nowhere")]
    [InlineData("timeZone", "../../etc/passwd")]
    [InlineData("timeZone", "Tokyo Standard Time\r\nX: y")]
    [InlineData("format", "word")]
    [InlineData("cadence", "hourly")]
    public async Task What_our_form_does_not_offer_is_a_bad_request_and_changes_nothing(string field, string value)
    {
        var before = await QueryAsync("select cadence || language || format || coalesce(time_zone, '-') from subscribers");

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(preferences, ("topics", "x"), (field, value))).Status);
        Assert.Equal(before, await QueryAsync("select cadence || language || format || coalesce(time_zone, '-') from subscribers where topics = ''"));
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30")]
    [InlineData("2027-02-15")]
    [InlineData("9999-12-31")]
    [InlineData("01.03.2026")]
    public async Task A_pause_that_is_no_day_within_a_year_is_told_so(string date)
    {
        var page = await PostAsync(preferences, ("cadence", "weekly"), ("pauseUntil", date));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("role=\"alert\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(["instant"], await QueryAsync("select cadence from subscribers where paused_until is null"));
    }

    [Theory]
    [InlineData("2026-02-13")]
    [InlineData("1999-01-01")]
    public async Task A_pause_that_is_over_is_none(string date)
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(preferences, ("pauseUntil", date))).Status);
        Assert.Equal(["1"], await QueryAsync("select count(*) from subscribers where paused_until is null"));
    }

    [Fact]
    public async Task Nothing_comes_during_a_pause_and_all_of_it_in_the_first_mail_after()
    {
        await ReaderAsync("other@example.com");
        await PostAsync(preferences, ("pauseUntil", "2026-02-20"));
        await SaveAsync("one");
        await SaveAsync("two");
        Assert.Equal(2, Issues("other@example.com").Count);
        Assert.Empty(Issues(Email));

        await Publisher.AdvanceToAsync(new(2026, 2, 19, 15, 0, 30, TimeSpan.Zero), TimeSpan.FromHours(6));
        await Publisher.UntilAsync(() => Issues(Email).Count > 0, "the mail after the pause");
        var mail = Assert.Single(Issues(Email));
        Assert.Contains("/one", mail, StringComparison.Ordinal);
        Assert.Contains("/two", mail, StringComparison.Ordinal);

        await SaveAsync("three");
        Assert.Equal(2, Issues(Email).Count);
        Assert.Equal(["1"], await QueryAsync("select count(*) from subscribers where email = @email and paused_until is null", Email));
    }

    [Fact]
    public async Task Who_wants_text_gets_a_mail_of_one_part()
    {
        await PostAsync(preferences, ("format", "text"));
        await SaveAsync("one");

        var mail = Outbox.To(Email).Last(mail => mail.Headers["List-Unsubscribe"] is not null);
        Assert.Null(mail.HtmlBody);
        Assert.Contains("/one", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("text/plain", mail.Body?.ContentType.MimeType);
    }

    private List<string> Issues(string email) => [.. Outbox.To(email).Where(mail => mail.Headers["List-Unsubscribe"] is not null).Select(mail => mail.TextBody ?? "")];

    private async Task SaveAsync(string name)
    {
        var before = (await QueryAsync("select count(*) from releases where state = 'released'"))[0];
        Folder.Write($"posts/2026-02-12-{name}.md", Some.PostText(name, "2026-02-12 00:00:00 +0000"));
        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from releases where state = 'released'"))[0] != before, $"the release of {name}");
        for (var i = 0; i < 3; i++)
        {
            Publisher.Time.Advance(TimeSpan.FromSeconds(15));
            await Publisher.QuietAsync();
        }

        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from deliveries where status in ('pending', 'sending')"))[0] == (await QueryAsync("select 0"))[0], $"the mails of {name}");
    }
}
