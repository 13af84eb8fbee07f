using Microsoft.Playwright;
using Publisher.Tests.Newsletter;

namespace Publisher.Tests.Browser;

/// <summary>Mails as a browser shows them: on a telephone and on a desk, by day and by night.</summary>
public sealed class MailLookTests(Chromium chromium, WrittenMails mails) : IClassFixture<Chromium>, IClassFixture<WrittenMails>
{
    // The least contrast of any words with what is behind them (WCAG 2, 1.4.3), and of which.
    private const string LeastContrast = """
        () => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length > 3 && n[3] === 0 ? null : n; };
          const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
          const light = color => 0.2126 * part(color[0]) + 0.7152 * part(color[1]) + 0.0722 * part(color[2]);
          const ground = element => { for (let at = element; at; at = at.parentElement) { const color = parse(getComputedStyle(at).backgroundColor); if (color) return color; } return [255, 255, 255]; };
          let worst = [21, ''];
          for (const element of document.body.querySelectorAll('*')) {
            if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || !element.offsetParent) continue;
            const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < worst[0]) worst = [contrast, element.outerHTML.slice(0, 200)];
          }
          return worst;
        }
        """;

    public static TheoryData<string, string, ColorScheme, int> Looks => new(
        from mail in new[] { ("2026-10-12-writing-a-post.md", "en"), (WrittenMails.Japanese, "ja"), (WrittenMails.Digest, "en"), (WrittenMails.Digest, "ja") }
        from scheme in new[] { ColorScheme.Light, ColorScheme.Dark }
        from width in new[] { 390, 800 }
        select (mail.Item1, mail.Item2, scheme, width));

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Words_can_be_read_and_nothing_is_wider_than_the_window(string name, string language, ColorScheme scheme, int width)
    {
        Assert.SkipWhen(chromium.Browser is null, Chromium.Missing);
        await using var context = await chromium.Browser!.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 1200 }, JavaScriptEnabled = true });
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/*", route => route.AbortAsync());
        await page.SetContentAsync(mails.Of(name, language).Message.Html!, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

        var worst = await page.EvaluateAsync<System.Text.Json.JsonElement>(LeastContrast);
        Assert.True(worst[0].GetDouble() >= 4.5, $"{worst[0].GetDouble():0.00}: {worst[1].GetString()}");
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        Assert.InRange(await page.EvaluateAsync<int>("() => document.querySelector('.sheet').offsetWidth"), 300, 600);
        if (Environment.GetEnvironmentVariable("PUBLISHER_RENDERED") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"mail-{Path.GetFileNameWithoutExtension(name)}-{language}-{scheme}-{width}.png"), FullPage = true });
    }
}
