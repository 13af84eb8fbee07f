namespace Publisher.Settings;

/// <summary>Finds and reads the settings file.</summary>
internal static class FileSource
{
    public const string DefaultPlace = "config/publisher.yaml";

    /// <summary>What the file gave; <see cref="YamlContent.None"/> where there is no file at the default place.</summary>
    public static (string? Path, YamlContent Content) Read(string? named, string defaultPlace, Problems problems)
    {
        var path = named ?? defaultPlace;
        if (named is null && !File.Exists(path))
            return (null, YamlContent.None);
        var (text, fault) = Exists(path) ? TextFile.Read(path) : (null, "there is no such file; check the path after --config");
        if (text is not null)
            return (path, YamlSource.Read(path, text, problems));
        problems.Add(new(path), "", fault!);
        return (path, YamlContent.None with { Whole = false });
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
