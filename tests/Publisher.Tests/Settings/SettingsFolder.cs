using Publisher.Settings;

namespace Publisher.Tests.Settings;

/// <summary>A temporary folder with a settings file, secret files and what else a reading takes.</summary>
internal sealed class SettingsFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("publisher-settings-").FullName;

    public string ConfigFile => Path.Combine(root, "publisher.yaml");

    public string Secrets => Directory.CreateDirectory(Path.Combine(root, "secrets")).FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public List<string> Overrides { get; } = [];

    public string Secret(string name, string text)
    {
        var path = Path.Combine(Secrets, name);
        File.WriteAllText(path, text);
        return path;
    }

    public LoadedSettings Read(string yaml)
    {
        File.WriteAllText(ConfigFile, yaml);
        return Read();
    }

    public LoadedSettings Read(byte[] yaml)
    {
        File.WriteAllBytes(ConfigFile, yaml);
        return Read();
    }

    public LoadedSettings Read() => SettingsReader.Read(new(ConfigFile, Overrides, Environment, [Secrets]));

    /// <summary>The sentences that a reading fails with, the file named <c>publisher.yaml</c> whatever its folder.</summary>
    public IReadOnlyList<string> Faults(string yaml) => FaultsOf(() => Read(yaml));

    public IReadOnlyList<string> FaultsOf(Func<LoadedSettings> read)
    {
        var problems = Assert.Throws<SettingsException>(read).Problems;
        return [.. problems.Select(problem => problem.ToString().Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
