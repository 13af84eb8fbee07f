using Microsoft.Playwright;

namespace Publisher.Tests.Browser;

/// <summary>The browser of this machine, for all tests of a class. Nothing is downloaded: the driver comes with its package.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Missing = "no Chromium is installed: chromium, chromium-browser and google-chrome are not on the PATH";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;

    /// <summary>Null where no Chromium is installed.</summary>
    public IBrowser? Browser { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
            return;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(_ => Names, Path.Combine)
        .FirstOrDefault(File.Exists);
}
