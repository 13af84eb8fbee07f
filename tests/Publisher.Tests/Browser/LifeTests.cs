using Microsoft.Playwright;
using Publisher.Storage;
using Publisher.Templates;
using Publisher.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Publisher.Tests.Browser;

/// <summary>The whole life of a subscriber in a real browser, without JavaScript, on a telephone at night.</summary>
public sealed class LifeTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Email = "reader@example.com";
    private const string NewEmail = "new@example.org";
    private const float Patience = 30_000;
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);
    private static readonly TemplateSet Texts = new(null);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> complaints = [];
    private RunningPublisher? publisher;
    private IBrowserContext? context;
    private string language = "";
    private int picture;

    private RunningPublisher Publisher => publisher!;

    private Outbox Outbox => new(folder);

    public async ValueTask InitializeAsync()
    {
        folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWSのAIインフラ売上1兆円突破"));
        publisher = await RunningPublisher.StartAsync(folder, Start, [.. RunningPublisher.AtItsOwnAddress(), "posts.permalink=/:title:output_ext"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
            await context.DisposeAsync();
        if (publisher is not null)
            await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ja-JP")]
    public async Task From_the_form_to_the_last_button(string locale)
    {
        var page = await OpenAsync(locale);

        await page.GotoAsync("/subscribe");
        await page.GetByLabel(T("subscribe.email")).FillAsync(Email);
        await PressAsync(page, "subscribe.button");
        await SaysAsync(page, "checkMail.heading");
        await page.GotoAsync(await MailedAsync(Email, "/confirm/"));
        await SaysAsync(page, "confirm.title");
        await PressAsync(page, "confirm.button");
        await SaysAsync(page, "confirmed.heading");
        await FollowAsync(page, "confirmed.link");

        await ChooseAsync(page);
        await ChangeAddressAsync(page);
        await SeeDataAsync(page);
        await LeaveAndReturnAsync(page);

        await FollowAsync(page, "preferences.erase");
        await SaysAsync(page, "erase.title");
        Assert.Equal("confirmed", await ReaderAsync("status"));
        await PressAsync(page, "erase.button");
        await SaysAsync(page, "erased.heading");
        Assert.Equal("0", await QueryAsync("select count(*) from subscribers"));
        Assert.Equal("erased", await QueryAsync("select reason from suppressions"));
        Assert.Empty(complaints);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task A_form_on_another_site_subscribes_and_leads_back()
    {
        var page = await OpenAsync("en-GB");
        await page.GotoAsync("/subscribe/embed");
        await SaysAsync(page, "embed.title");
        folder.Write("shop/index.html", "<!DOCTYPE html><title>Shop</title><h1>Shop</h1>" + await page.Locator("pre code").First.InnerTextAsync());
        using var shop = await FileServer.StartAsync(folder["shop"]);

        await page.GotoAsync(shop.Address.AbsoluteUri);
        await page.GetByLabel(T("subscribe.email")).FillAsync(Email);
        await PressAsync(page, "subscribe.button");
        await SaysAsync(page, "checkMail.heading");
        Assert.Equal($"embedded {shop.Address.GetLeftPart(UriPartial.Authority)}", await ReaderAsync("consent_form"));
        await page.GetByRole(AriaRole.Link, new() { Name = $"Back to {shop.Address.Authority}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Shop");
        Assert.Empty(complaints);
    }

    private async Task ChooseAsync(IPage page)
    {
        await SaysAsync(page, "preferences.title");
        await page.GetByLabel(T("cadence.weekly")).CheckAsync();
        await page.Locator("label.chip", new() { HasText = "OpenAI" }).ClickAsync();
        await page.GetByLabel(T("format.text")).CheckAsync();
        await page.GetByLabel(T("preferences.language")).SelectOptionAsync(language);
        await page.GetByLabel(T("preferences.timeZone")).SelectOptionAsync("Europe/Berlin");
        await page.GetByLabel(T("preferences.pause")).FillAsync("2026-03-01");
        await PressAsync(page, "preferences.button");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(T("preferences.saved"));
        Assert.Equal($"weekly OpenAI {language} Europe/Berlin text 1772319600000", await ReaderAsync("cadence || ' ' || topics || ' ' || language || ' ' || time_zone || ' ' || format || ' ' || paused_until"));
        await PictureAsync(page, "saved");

        await Expect(page.GetByLabel(T("preferences.pause"))).ToHaveValueAsync("2026-03-01");
        await page.GetByLabel(T("preferences.pause")).FillAsync("");
        await PressAsync(page, "preferences.button");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(T("preferences.saved"));
    }

    private async Task ChangeAddressAsync(IPage page)
    {
        await FollowAsync(page, "preferences.address");
        await SaysAsync(page, "address.title");
        await page.GetByLabel(T("address.email")).FillAsync(NewEmail);
        await PressAsync(page, "address.button");
        await SaysAsync(page, "addressAsked.heading");
        await page.GotoAsync(await MailedAsync(Email, "/old-address/"));
        await SaysAsync(page, "addressAgree.title");
        await PressAsync(page, "addressAgree.button");
        await SaysAsync(page, "addressWaits.heading");
        Assert.Equal(Email, await ReaderAsync("email"));
        await page.GotoAsync(await MailedAsync(NewEmail, "/new-address/"));
        await PressAsync(page, "addressAgree.button");
        await SaysAsync(page, "addressChanged.heading");
        Assert.Equal(NewEmail, await ReaderAsync("email"));
    }

    private async Task SeeDataAsync(IPage page)
    {
        // The old link leads to the reader under the new address, too.
        await page.GotoAsync(await MailedAsync(Email, "/preferences/"));
        await FollowAsync(page, "preferences.data");
        await SaysAsync(page, "askData.title");
        await PressAsync(page, "askData.button");
        await SaysAsync(page, "dataAsked.heading");
        await page.GotoAsync(await MailedAsync(NewEmail, "/data/"));
        await SaysAsync(page, "ownData.title");
        await Expect(page.Locator("pre code")).ToContainTextAsync($"\"email\": \"{NewEmail}\"");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = T("ownData.file") }).ClickAsync());
        Assert.Equal("subscription.json", download.SuggestedFilename);
    }

    private async Task LeaveAndReturnAsync(IPage page)
    {
        await page.GotoAsync(await MailedAsync(NewEmail, "/preferences/"));
        await FollowAsync(page, "preferences.unsubscribe");
        await SaysAsync(page, "unsubscribe.title");
        await PressAsync(page, "unsubscribe.button");
        await SaysAsync(page, "unsubscribed.heading");
        Assert.Equal("unsubscribed", await ReaderAsync("status"));
        await FollowAsync(page, "unsubscribed.link");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(T("preferences.left").Split('{')[0]);
        await PictureAsync(page, "left");
        await PressAsync(page, "preferences.resubscribe");
        await SaysAsync(page, "resubscribed.heading");
        Assert.Equal("confirmed preferences", await ReaderAsync("status || ' ' || consent"));
        await FollowAsync(page, "resubscribed.link");
    }

    private async Task<IPage> OpenAsync(string locale)
    {
        Assert.SkipWhen(chromium.Browser is null, Chromium.Missing);
        language = locale[..2];
        context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = Publisher.Http.BaseAddress!.AbsoluteUri,
            Locale = locale,
            JavaScriptEnabled = false,
            ColorScheme = ColorScheme.Dark,
            ViewportSize = new() { Width = 390, Height = 844 },
            IsMobile = true,
            HasTouch = true,
        });
        context.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        context.Console += (_, message) => Complain(message.Type == "error" && !message.Location.Contains("/favicon.ico", StringComparison.Ordinal), $"{message.Location}: {message.Text}");
        return await context.NewPageAsync();
    }

    private void Complain(bool isOne, string text)
    {
        if (isOne)
            complaints.Add(text);
    }

    private string T(string key) => Texts.Text(key, language, ("site", "Test blog"));

    private async Task SaysAsync(IPage page, string key)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(T(key));
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await PictureAsync(page, key);
    }

    private Task PressAsync(IPage page, string key) => page.GetByRole(AriaRole.Button, new() { Name = T(key), Exact = true }).ClickAsync();

    private Task FollowAsync(IPage page, string key) => page.GetByRole(AriaRole.Link, new() { Name = T(key), Exact = true }).ClickAsync();

    // To look at, in the folder that PUBLISHER_PICTURES names.
    private async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PUBLISHER_PICTURES") is { Length: > 0 } pictures)
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, $"{language}-{picture++:00}-{name}.png"), FullPage = true });
    }

    private async Task<string> MailedAsync(string email, string kind)
    {
        string? Find() => Outbox.To(email).Reverse().SelectMany(mail => mail.TextBody!.Split('\n', StringSplitOptions.TrimEntries)).FirstOrDefault(line => line.Contains(kind, StringComparison.Ordinal));
        await Publisher.UntilAsync(() => Find() is not null, $"a mail to {email} with {kind}");
        return Find()!;
    }

    private Task<string> ReaderAsync(string columns) => QueryAsync($"select {columns} from subscribers");

    private async Task<string> QueryAsync(string sql)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return Assert.Single(await connection.QueryAsync(sql, row => row.GetValue(0).ToString()!, CancellationToken.None));
    }
}
