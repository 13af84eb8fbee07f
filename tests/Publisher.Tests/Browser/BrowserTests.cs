using Microsoft.Playwright;
using Publisher.Storage;
using Publisher.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Publisher.Tests.Browser;

/// <summary>What a reader does, in a real browser against the real service: from the front page into the mailbox, and out again.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Email = "reader@example.com";
    private const float Patience = 20_000;
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> complaints = [];
    private readonly List<IBrowserContext> contexts = [];
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    private Outbox Outbox => new(folder);

    public async ValueTask InitializeAsync()
    {
        folder.Write("posts/2026-02-11-aws.md", Some.PostText("AWSのAIインフラ売上1兆円突破", body: Wide));
        publisher = await RunningPublisher.StartAsync(folder, Start, [.. RunningPublisher.AtItsOwnAddress(), "posts.permalink=/:title:output_ext"]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
            await context.DisposeAsync();
        if (publisher is not null)
            await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_subscribes_changes_leaves_and_comes_back(bool javaScript)
    {
        var page = await OpenAsync(new() { JavaScriptEnabled = javaScript });

        await page.GotoAsync("/");
        await page.GetByText("How often, and about what").ClickAsync();
        await page.GetByLabel("A digest, once a week").CheckAsync();
        await page.Locator("label.chip", new() { HasText = "OpenAI" }).ClickAsync();
        await page.GetByLabel("Email address").FillAsync(Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await SaysAsync(page, "Check your mail");

        await page.GotoAsync(await MailedLinkAsync());
        await SaysAsync(page, "Confirm your subscription");
        Assert.Equal("unconfirmed weekly OpenAI", await ReaderAsync());
        await PressAsync(page, "Confirm");
        await SaysAsync(page, "You are subscribed");
        Assert.Equal("confirmed weekly OpenAI", await ReaderAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Change your subscription" }).ClickAsync();
        await Expect(page.GetByLabel("A digest, once a week")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("OpenAI")).ToBeCheckedAsync();
        await page.GetByLabel("A digest, once a month").CheckAsync();
        await PressAsync(page, "Save changes");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your changes have been saved.");
        await page.GotoAsync(page.Url);
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("A digest, once a month")).ToBeCheckedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Unsubscribe" }).ClickAsync();
        await SaysAsync(page, "Unsubscribe");
        Assert.Equal("confirmed monthly OpenAI", await ReaderAsync());
        await PressAsync(page, "Unsubscribe");
        await SaysAsync(page, "You are unsubscribed");
        Assert.Equal("unsubscribed monthly OpenAI", await ReaderAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "This was a mistake" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("You are unsubscribed");
        Assert.Equal("unsubscribed monthly OpenAI", await ReaderAsync());
        await PressAsync(page, "Subscribe again");
        await SaysAsync(page, "Welcome back");
        Assert.Equal("confirmed monthly OpenAI", await ReaderAsync());
        Assert.Empty(complaints);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task A_reader_of_Japanese_reads_Japanese_from_the_form_to_the_end()
    {
        var page = await OpenAsync(new() { Locale = "ja-JP" });

        await page.GotoAsync("/subscribe");
        await SaysAsync(page, "メールで購読する");
        await page.GetByLabel("メールアドレス").FillAsync(Email);
        await PressAsync(page, "購読を申し込む");
        await SaysAsync(page, "メールをご確認ください");
        await page.GotoAsync(await MailedLinkAsync());
        Assert.Equal("【要確認】「Test blog」の購読について", Assert.Single(Outbox.To(Email)).Subject);
        await PressAsync(page, "購読を確定する");
        await SaysAsync(page, "購読のお申し込みが完了しました");
        await page.GetByRole(AriaRole.Link, new() { Name = "購読の設定を変更する" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "配信を停止する" }).ClickAsync();
        await PressAsync(page, "配信を停止する");
        await SaysAsync(page, "配信を停止しました");
        await page.GetByRole(AriaRole.Link, new() { Name = "取り消して" }).ClickAsync();
        await PressAsync(page, "もう一度購読する");
        await SaysAsync(page, "配信を再開しました");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_form_says_what_is_wrong_and_keeps_what_was_chosen()
    {
        var page = await OpenAsync(new());

        await page.GotoAsync("/subscribe");
        await page.GetByLabel("A digest, once a week").CheckAsync();
        // An address that the browser lets pass and we do not.
        await page.GetByLabel("Email address").FillAsync("reader@example");
        await PressAsync(page, "Subscribe");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("name@example.com");
        await Expect(page.GetByLabel("Email address")).ToHaveValueAsync("reader@example");
        await Expect(page.GetByLabel("A digest, once a week")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Leave this field empty")).Not.ToBeInViewportAsync();
        await page.GetByLabel("Email address").FillAsync(Email);
        await PressAsync(page, "Subscribe");
        await SaysAsync(page, "Check your mail");
        Assert.Equal("unconfirmed weekly ", await ReaderAsync());
    }

    [Theory]
    [InlineData("en-GB", 390)]
    [InlineData("ja-JP", 390)]
    [InlineData("en-GB", 320)]
    public async Task No_page_is_wider_than_a_telephone(string locale, int width)
    {
        const string wide = "reader@a-domain-of-a-name-so-long-that-no-telephone-can-show-it-whole.example.com";
        var page = await OpenAsync(new() { Locale = locale, ViewportSize = new() { Width = width, Height = 844 }, IsMobile = true, HasTouch = true });

        foreach (var path in new[] { "/", "/aws.html", "/subscribe", "/nothing", "/confirm/none" })
            await FitsAsync(page, path, width);
        await page.GotoAsync("/");
        await page.Locator("summary").ClickAsync();
        await FitsAsync(page, null, width);
        await page.Locator("input[name=email]").FillAsync("a@example");
        await PressAsync(page, "");
        await FitsAsync(page, null, width);
        await page.Locator("input[name=email]").FillAsync(wide);
        await PressAsync(page, "");
        await FitsAsync(page, null, width);

        await FitsAsync(page, await MailedLinkAsync(wide), width);
        await PressAsync(page, "");
        await FitsAsync(page, null, width);
        await page.Locator("main a[href*='/preferences/']").ClickAsync();
        await FitsAsync(page, null, width);
        await PressAsync(page, "");
        await FitsAsync(page, null, width);
        await page.Locator("main a[href*='/unsubscribe/']").ClickAsync();
        await FitsAsync(page, null, width);
        await PressAsync(page, "");
        await FitsAsync(page, null, width);
        await page.Locator("main a[href*='/preferences/']").ClickAsync();
        await FitsAsync(page, null, width);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/aws.html")]
    [InlineData("/subscribe")]
    [InlineData("/nothing")]
    public async Task Dark_is_dark_and_light_is_light(string path)
    {
        var page = await OpenAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path);
        var (lightPaper, lightInk) = await ColoursAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var (darkPaper, darkInk) = await ColoursAsync(page);

        Assert.InRange(lightPaper, 220, 255);
        Assert.InRange(darkPaper, 0, 60);
        Assert.True(lightPaper - lightInk > 150 && darkInk - darkPaper > 150, $"{lightInk} on {lightPaper}, {darkInk} on {darkPaper}");
    }

    [Fact]
    public async Task The_form_is_filled_in_and_sent_by_keys_alone()
    {
        var page = await OpenAsync(new());

        await page.GotoAsync("/subscribe");
        await page.GetByLabel("Email address").FocusAsync();
        await page.Keyboard.TypeAsync(Email);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("Every post, as it appears")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await SaysAsync(page, "Check your mail");
        Assert.Equal("unconfirmed daily ", await ReaderAsync());
    }

    private static string Wide => $"""
        A word: {new string('w', 300)}

        <https://example.com/{new string('x', 300)}>

            {new string('c', 300)}

        | {string.Join(" | ", Enumerable.Repeat("a column", 20))} |
        | {string.Join(" | ", Enumerable.Repeat("---", 20))} |
        | {string.Join(" | ", Enumerable.Repeat("cell", 20))} |

        <img src="one.png" width="2000" height="10" alt="wide">

        """;

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(chromium.Browser is null, Chromium.Missing);
        options.BaseURL = Publisher.Http.BaseAddress!.AbsoluteUri;
        options.Locale ??= "en-GB";
        var context = await chromium.Browser.NewContextAsync(options);
        contexts.Add(context);
        context.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        // The browser asks for an icon of its own accord, and there need not be one.
        context.Console += (_, message) => Complain(message.Type == "error" && !message.Location.Contains("/favicon.ico", StringComparison.Ordinal), $"{message.Location}: {message.Text}");
        context.RequestFailed += (_, request) => Complain(true, $"{request.Url}: {request.Failure}");
        return await context.NewPageAsync();
    }

    private void Complain(bool isOne, string text)
    {
        if (isOne)
            complaints.Add(text);
    }

    private static Task SaysAsync(IPage page, string heading) => Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);

    // Each page has one button; without a name, whichever it is.
    private static Task PressAsync(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    private static async Task FitsAsync(IPage page, string? path, int width)
    {
        if (path is not null)
            await page.GotoAsync(path);
        var (seen, whole) = (await page.EvaluateAsync<int>("innerWidth"), await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(seen <= width && whole <= width, $"{page.Url} is {whole} wide in a window of {seen}");
    }

    /// <summary>How light the page and its text are, from 0 to 255.</summary>
    private static async Task<(double Paper, double Ink)> ColoursAsync(IPage page)
    {
        var both = await page.EvaluateAsync<double[]>("""
            () => { const style = getComputedStyle(document.documentElement);
                return [style.backgroundColor, style.color].map(colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3); }
            """);
        return (both[0], both[1]);
    }

    private async Task<string> MailedLinkAsync(string email = Email)
    {
        await Publisher.UntilAsync(() => Outbox.To(email).Count > 0, "the mail that asks to confirm");
        var text = Outbox.To(email)[^1].TextBody!;
        var link = text.Split('\n', StringSplitOptions.TrimEntries).Single(line => line.Contains("/confirm/", StringComparison.Ordinal));
        Assert.StartsWith(Publisher.Http.BaseAddress!.AbsoluteUri + "confirm/", link, StringComparison.Ordinal);
        return link;
    }

    private async Task<string> ReaderAsync()
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return Assert.Single(await connection.QueryAsync("select status || ' ' || cadence || ' ' || topics from subscribers", row => row.GetString(0), CancellationToken.None));
    }
}
