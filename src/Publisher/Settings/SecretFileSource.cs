namespace Publisher.Settings;

/// <summary>Reads folders with a file a key, as Docker, Kubernetes and systemd hand secrets over.</summary>
internal sealed class SecretFileSource(SettingsSchema schema, Problems problems)
{
    public IReadOnlyList<Given> Read(IReadOnlyList<string> folders) => [.. folders.SelectMany(ReadFolder)];

    private IEnumerable<Given> ReadFolder(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Where(IsOurs).Select(ReadFile).OfType<Given>()];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(folder), "", "the folder of secrets cannot be read; check that it exists and who may read it");
            return [];
        }
    }

    // Other programs keep their secrets in the same folder: only what names a setting, or claims to, is looked at.
    private bool IsOurs(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith(EnvironmentSource.Prefix, StringComparison.OrdinalIgnoreCase)
            || schema.Find(EnvironmentSource.KeyOf(name)) is Setting;
    }

    private Given? ReadFile(string path)
    {
        var key = EnvironmentSource.KeyOf(Path.GetFileName(path));
        var (text, fault) = TextFile.Read(path);
        if (text is not null)
            return Given.Text(key, WithoutLastNewline(text), new(path));
        problems.Add(new(path), key, fault!);
        return null;
    }

    private static string WithoutLastNewline(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
        : text.EndsWith('\n') ? text[..^1]
        : text;
}
