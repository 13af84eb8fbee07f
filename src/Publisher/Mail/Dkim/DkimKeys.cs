namespace Publisher.Mail.Dkim;

/// <summary>Reads the key files of the settings.</summary>
internal static class DkimKeys
{
    private const string Setting = "mail.dkim.keyFile";
    private const int MaxSize = 64 * 1024;
    private const UnixFileMode Others = UnixFileMode.OtherRead;

    /// <exception cref="MailException">A key cannot be used.</exception>
    public static IReadOnlyList<DkimKey> Load(DkimOptions options, string senderDomain) =>
        [.. Enumerable.Range(0, options.KeyFile.Count).Select(i => Read(options, i, senderDomain)).Select(read => read.Key ?? throw new MailException($"{Setting}: {read.Fault}"))];

    /// <summary>What is wrong with each key file, with the entry of the list that names it.</summary>
    public static IEnumerable<(string Key, string Fault)> Faults(DkimOptions options, string senderDomain) =>
        from i in Enumerable.Range(0, options.KeyFile.Count)
        let fault = Read(options, i, senderDomain).Fault
        where fault is not null
        select ($"{Setting}[{i}]", fault);

    /// <summary>What is not forbidden, and unwise.</summary>
    public static IEnumerable<string> Warnings(DkimOptions options) =>
        from file in options.KeyFile
        where !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0
        select $"{Setting}: {file} can be read by everybody on this machine, who can then sign in your name; chmod 600 {file}";

    private static (DkimKey? Key, string? Fault) Read(DkimOptions options, int key, string senderDomain)
    {
        var file = options.KeyFile[key];
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxSize })
                return (null, $"{file} is too large for a key");
            var (read, fault) = KeyPem.Read(File.ReadAllText(file), options.DomainOf(key, senderDomain), options.Selector[key]);
            return (read, fault is null ? null : $"{file} {fault}");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"there is no file {Path.GetFullPath(file)}; make a key with `publisher doctor --new-key rsa`, or take the setting away");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{file} cannot be read: {fault.Message.TrimEnd('.')}; let the user that the program runs as read it");
        }
    }
}
