namespace Publisher.Settings;

/// <summary>One fault of the settings: where it stands, which key it concerns (empty for the file as a whole), and what to do.</summary>
internal sealed record SettingsProblem(string? Place, string Key, string Message)
{
    public override string ToString() =>
        string.Join(": ", new[] { Place, Key, Message }.Where(part => !string.IsNullOrEmpty(part)));
}
