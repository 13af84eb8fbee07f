namespace Publisher.Settings;

/// <summary>The settings cannot be used; holds every problem that was found, not only the first.</summary>
internal sealed class SettingsException(IReadOnlyList<SettingsProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;
}
