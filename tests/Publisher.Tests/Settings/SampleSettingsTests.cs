using System.Text.RegularExpressions;
using Publisher.Settings;

namespace Publisher.Tests.Settings;

/// <summary>The file that documents every key: <c>config/publisher.yaml</c>.</summary>
public sealed partial class SampleSettingsTests : IDisposable
{
    private static readonly string Sample = File.ReadAllText(PathOfSample());

    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_is_valid_and_gives_each_default_but_for_the_site()
    {
        var defaults = new LoadedSettings(new(), null, null!, new Dictionary<string, Origin>());
        Assert.Equal(Values(defaults), Values(folder.Read(Sample)));
    }

    [Fact]
    public void The_sample_describes_the_site()
    {
        var site = folder.Read(Sample).Settings.Site;
        Assert.Equal(("http://localhost:8080/", "en", "UTC"), (site.Url?.ToString(), site.Language, site.TimeZone?.Id));
        Assert.All([site.Title, site.Description, site.Author], Assert.NotNull);
    }

    [Fact]
    public void The_sample_and_its_example_lines_give_every_key_and_a_valid_value()
    {
        var loaded = folder.Read(Example().Replace(Sample, "$1"));
        Assert.All(SettingsSchema.Current.Settings, setting => Assert.NotNull(loaded.Where(setting.Key)));
    }

    [Fact]
    public void The_sample_keeps_the_order_of_the_records()
    {
        var origins = folder.Read(Example().Replace(Sample, "$1")).Origins;
        var lines = SettingsSchema.Current.Settings.Select(setting => origins[setting.Key].Line).ToList();
        Assert.Equal(lines.Order(), lines);
    }

    private static IEnumerable<string> Values(LoadedSettings loaded) =>
        SettingsPrinter.Lines(loaded)
            .Where(line => !line.StartsWith("site.", StringComparison.Ordinal))
            .Select(line => line.Split("  # ")[0])
            .Append(loaded.Settings.Storage.ConnectionString);

    private static string PathOfSample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Publisher.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "config", "publisher.yaml");
    }

    [GeneratedRegex(@"^( +)# (?=[a-zA-Z]+: )", RegexOptions.Multiline)]
    private static partial Regex Example();
}
