using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class SettingsPrinterTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_key_is_a_line_with_its_value_and_its_place()
    {
        folder.Overrides.Add("feeds.formats=rss,json");
        folder.Environment["PUBLISHER_MAIL__SMTP__SECURITY"] = "TLS";
        var lines = SettingsPrinter.Lines(folder.Read("site:\n  url: http://example.com\n")).ToList();

        Assert.Equal(SettingsSchema.Current.Settings.Select(setting => setting.Key), lines.Select(line => line.Split(':')[0]));
        Assert.Contains($"site.url: http://example.com  # {folder.ConfigFile}:2", lines);
        Assert.Contains("feeds.formats: [rss, json]  # --set", lines);
        Assert.Contains("mail.smtp.security: tls  # environment variable PUBLISHER_MAIL__SMTP__SECURITY", lines);
        Assert.Contains("posts.settle: 00:00:00.2  # default", lines);
        Assert.Contains("posts.maxFileSize: 5 MiB  # default", lines);
        Assert.Contains("posts.permalink:  # not set", lines);
    }

    [Fact]
    public void Secrets_are_masked()
    {
        folder.Overrides.AddRange(["mail.smtp.password=hunter2", "storage.connectionString=Password=hunter2"]);
        var lines = SettingsPrinter.Lines(folder.Read("")).ToList();
        Assert.Contains("mail.smtp.password: ********  # --set", lines);
        Assert.DoesNotContain(lines, line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" around ")]
    [InlineData("'quoted' \"twice\" \\ [x], {y}")]
    [InlineData("- *&!%@`|>?")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("日本語 é 🙂")]
    [InlineData("ends with:")]
    public void What_is_printed_can_be_read_again(string title)
    {
        folder.Overrides.Add($"site.title={title}");
        var printed = SettingsPrinter.Lines(folder.Read(""))
            .Where(line => !line.Contains("********", StringComparison.Ordinal))
            .ToList();
        folder.Overrides.Clear();
        Assert.Equal(title, folder.Read(string.Join('\n', printed)).Settings.Site.Title);
    }
}
