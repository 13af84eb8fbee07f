namespace Publisher.Settings;

/// <summary>Turns the sources into one checked <see cref="PublisherSettings"/>.</summary>
internal static class SettingsReader
{
    /// <exception cref="SettingsException">With every problem of every source.</exception>
    public static LoadedSettings Read(SettingsSources sources)
    {
        var schema = SettingsSchema.Current;
        var problems = new Problems();
        var (path, content) = FileSource.Read(sources.ConfigFile, FileSource.DefaultPlace, problems);
        var flat = Merge(content, sources, schema, problems);
        var origins = flat.Origins();
        var settings = (PublisherSettings)new SettingsBinder(flat, problems).Bind(schema.Root);
        // The rules would miss what stands in the part of a file that could not be read.
        if (content.Whole)
            new RecordCheck(origins, problems).Check(schema.Root, settings);
        problems.ThrowIfAny();
        return new(settings, path, flat.ToConfiguration(), origins);
    }

    private static FlatSettings Merge(YamlContent content, SettingsSources sources, SettingsSchema schema, Problems problems)
    {
        IReadOnlyList<Given>[] weakestFirst =
        [
            content.Givens,
            EnvironmentSource.Read(sources.Environment),
            new SecretFileSource(schema, problems).Read(sources.SecretFolders),
            OverrideSource.Read(sources.Overrides, problems),
        ];
        return new(weakestFirst.SelectMany(source => SchemaCheck.Fit(source, schema, problems)));
    }
}
