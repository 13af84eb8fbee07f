namespace Publisher.Settings;

/// <summary>Reads variables such as <c>PUBLISHER_MAIL__SMTP__PASSWORD</c>. An empty variable counts as absent.</summary>
internal static class EnvironmentSource
{
    public const string Prefix = "PUBLISHER_";

    /// <summary>Names a folder of secret files, and is no setting itself.</summary>
    public const string SecretsVariable = "PUBLISHER_SECRETS";

    public static IReadOnlyList<Given> Read(IReadOnlyDictionary<string, string> environment) =>
        [.. environment
            .Where(variable => IsOurs(variable.Key))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => ToGiven(variable.Key, variable.Value))];

    /// <summary><c>PUBLISHER_MAIL__SMTP__HOST</c> and <c>mail__smtp__host</c> both name <c>mail.smtp.host</c>.</summary>
    public static string KeyOf(string name)
    {
        var bare = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
        return bare.Replace("__", ".", StringComparison.Ordinal).ToLowerInvariant();
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && !name.Equals(SecretsVariable, StringComparison.OrdinalIgnoreCase)
        && !IsServiceLink(name);

    // Kubernetes hands PUBLISHER_PORT, PUBLISHER_SERVICE_HOST and the like to every pod beside a service named "publisher".
    private static bool IsServiceLink(string name) =>
        name == "PUBLISHER_PORT"
        || name.StartsWith("PUBLISHER_PORT_", StringComparison.Ordinal)
        || name.StartsWith("PUBLISHER_SERVICE_", StringComparison.Ordinal);

    private static Given ToGiven(string name, string value) =>
        value.Length == 0
            ? Given.Nothing(KeyOf(name), Origin.Variable(name))
            : Given.Text(KeyOf(name), value, Origin.Variable(name));
}
