using Publisher.Mail.Dkim;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary>The check that every mail can be signed, before anything else is begun.</summary>
internal static class DkimFiles
{
    /// <exception cref="SettingsException">A key cannot be used.</exception>
    public static void Require(LoadedSettings loaded)
    {
        var options = loaded.Settings.Mail.Dkim;
        var problems = DkimKeys.Faults(options, "").Select(fault => new SettingsProblem(loaded.Where(fault.Key)?.ToString(), "mail.dkim.keyFile", fault.Fault)).ToList();
        if (problems.Count > 0)
            throw new SettingsException(problems);
        foreach (var warning in DkimKeys.Warnings(options))
            Console.Error.WriteLine($"warning: {warning}");
    }
}
