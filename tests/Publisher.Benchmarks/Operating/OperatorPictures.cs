using System.Globalization;
using Microsoft.Playwright;

namespace Publisher.Benchmarks.Operating;

/// <summary>Takes pictures of the operator's pages, whole, to be looked at: wide and narrow, light and dark, in both languages.</summary>
internal static class OperatorPictures
{
    private const int Wide = 1280;
    private const int Narrow = 390;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly (int Width, ColorScheme Colours, string Locale)[] Screens =
        [(Wide, ColorScheme.Light, "en-GB"), (Narrow, ColorScheme.Light, "en-GB"), (Wide, ColorScheme.Dark, "ja-JP"), (Narrow, ColorScheme.Dark, "ja-JP")];

    public static async Task TakeAsync(Uri address, string password, IEnumerable<string> paths, string folder, TextWriter output)
    {
        Directory.CreateDirectory(folder);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = ["--no-sandbox", "--disable-gpu"] });
        await output.WriteLineAsync("\n| page | screen | height in pixels |\n|---|---|---|");
        foreach (var (width, colours, locale) in Screens)
        {
            await using var context = await browser.NewContextAsync(new() { BaseURL = address.AbsoluteUri, ViewportSize = new() { Width = width, Height = 844 }, ColorScheme = colours, Locale = locale, JavaScriptEnabled = false });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/admin/login");
            await page.FillAsync("#login-password", password);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForSelectorAsync("nav");
            foreach (var path in paths)
                await output.WriteLineAsync(await TakeAsync(page, path, Path.Combine(folder, $"{Name(path)}-{width}-{colours.ToString().ToLowerInvariant()}.png")));
        }
    }

    private static async Task<string> TakeAsync(IPage page, string path, string file)
    {
        await page.GotoAsync("/admin" + path);
        var size = await page.Locator("main").EvaluateAsync<int[]>("main => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        return string.Create(CultureInfo.InvariantCulture, $"| /admin{path} | {size[0]} {Path.GetFileNameWithoutExtension(file).Split('-')[^1]} | {size[1]} |");
    }

    private static string Name(string path) => path.Length == 0 ? "overview" : string.Concat(path.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(_ => Names, Path.Combine)
        .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException($"pictures are taken with Chromium: none of {string.Join(", ", Names)} is on the PATH");
}
