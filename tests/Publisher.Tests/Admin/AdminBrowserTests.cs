using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Publisher.Tests.Browser;
using Publisher.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Publisher.Tests.Admin;

/// <summary>The operator's pages in a real browser without scripts: by keyboard, on a phone, in the dark. The variable PUBLISHER_PICTURES names a folder for pictures of them.</summary>
public sealed class AdminBrowserTests(Chromium chromium) : AdminTests, IClassFixture<Chromium>
{
    private static readonly string[] Pages = ["", "/plan", "/issues", "/issues/50", "/issues/50/cancel", "/held", "/posts", "/preview?post=2026-01-01-old.md", "/subscribers?address=reader1", "/subscribers/292", "/bounces", "/api", "/api/tokens/1/revoke"];

    protected override IReadOnlyList<string> Settings => RunningPublisher.AtItsOwnAddress();

    public override async ValueTask InitializeAsync()
    {
        Folder.Write("posts/2026-01-02-broken.md", "---\ntitle: [a\ndate: nonsense\n---\nText\n");
        await base.InitializeAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 3000, issues: 50, "A long reason that a server gave, with https://postmaster.example.com/errors/and-an-address-that-does-not-break?id=4711");
        await ExecuteAsync("insert into releases (post_id, state, at) values ('https://blog.example/a-post-that-is-held', 'held', 0)");
        await SetPasswordAsync();
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light, "en-GB")]
    [InlineData(390, ColorScheme.Dark, "ja-JP")]
    [InlineData(390, ColorScheme.Light, "en-GB")]
    [InlineData(1280, ColorScheme.Dark, "ja-JP")]
    public async Task Every_page_fits_its_screen_and_is_reached_by_keyboard(int width, ColorScheme colours, string locale)
    {
        Assert.SkipWhen(chromium.Browser is null, Chromium.Missing);
        await using var context = await chromium.Browser!.NewContextAsync(new() { BaseURL = Publisher.Http.BaseAddress!.AbsoluteUri, ViewportSize = new() { Width = width, Height = 844 }, ColorScheme = colours, Locale = locale, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        // The browser asks for an icon of its own accord, and there need not be one.
        page.Console += (_, message) =>
        {
            if (!message.Location.Contains("/favicon.ico", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };

        await page.GotoAsync("/admin/subscribers");
        await Expect(page.Locator("#login-password")).ToBeFocusedAsync();
        await PictureAsync(page, $"login-{width}-{colours}");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/admin/subscribers$"));
        foreach (var path in Pages)
        {
            await page.GotoAsync("/admin" + path);
            Assert.True(await page.Locator("main").EvaluateAsync<int>("main => document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}");
            await PictureAsync(page, $"{path.Trim('/').Replace('/', '-').Split('?')[0]}-{width}-{colours}");
        }

        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_has_a_fault_that_axe_knows(ColorScheme colours)
    {
        Assert.SkipWhen(chromium.Browser is null, Chromium.Missing);
        // The judge is a script, which the pages' own policy would not let in.
        await using var context = await chromium.Browser!.NewContextAsync(new() { BaseURL = Publisher.Http.BaseAddress!.AbsoluteUri, ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = colours, BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/admin");
        await JudgeAsync(page, "/login");
        await page.FillAsync("#login-password", Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Overview");
        foreach (var path in Pages)
        {
            await page.GotoAsync("/admin" + path);
            await JudgeAsync(page, path);
        }
    }

    private static async Task JudgeAsync(IPage page, string path)
    {
        // Nothing runs in the frame of a mail, the judge neither: it would wait for an answer for ever.
        await page.EvaluateAsync("document.querySelectorAll('iframe').forEach(frame => frame.remove())");
        var faults = (await page.RunAxe()).Violations;
        Assert.True(faults.Length == 0, $"{path}: {string.Join("; ", faults.Select(fault => $"{fault.Id} ({fault.Impact}) {fault.Help}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}"))}");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PUBLISHER_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
