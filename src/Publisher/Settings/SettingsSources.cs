using System.Collections;

namespace Publisher.Settings;

/// <summary>
/// All that settings are read from: the file is weakest, then come the environment, the secret files and the overrides.
/// <paramref name="ConfigFile"/> is the file that was named, or null for the default place;
/// <paramref name="Overrides"/> are <c>KEY=VALUE</c>; <paramref name="SecretFolders"/> hold a file a key, a later folder wins.
/// </summary>
internal sealed record SettingsSources(
    string? ConfigFile,
    IReadOnlyList<string> Overrides,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> SecretFolders)
{
    public static SettingsSources FromProcess(string? configFile, IReadOnlyList<string> overrides)
    {
        var environment = System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        return new(configFile, overrides, environment, SecretFoldersOf(environment));
    }

    /// <summary>Docker's folder, systemd's, then the one that the operator named; those that exist.</summary>
    internal static IReadOnlyList<string> SecretFoldersOf(IReadOnlyDictionary<string, string> environment)
    {
        string?[] folders =
        [
            "/run/secrets",
            environment.GetValueOrDefault("CREDENTIALS_DIRECTORY"),
            environment.GetValueOrDefault(EnvironmentSource.SecretsVariable),
        ];
        return [.. folders.OfType<string>().Where(Directory.Exists)];
    }
}
