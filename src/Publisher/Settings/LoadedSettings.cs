namespace Publisher.Settings;

/// <summary>
/// Settings that were checked, with the file that was read (null if there was none at the default place),
/// the given keys for the host's other parts, and where each of them came from.
/// </summary>
internal sealed record LoadedSettings(
    PublisherSettings Settings,
    string? ConfigFile,
    IConfiguration Configuration,
    IReadOnlyDictionary<string, Origin> Origins)
{
    /// <summary>Where <c>mail.smtp.port</c>, or <c>web.urls[0]</c>, was given; null if the default is in force.</summary>
    public Origin? Where(string key) => Origins.GetValueOrDefault(key);
}
