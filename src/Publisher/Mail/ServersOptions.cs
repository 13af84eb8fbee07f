using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Mail;

/// <summary>Section <c>mail.servers</c>: servers beside that of <c>mail.smtp</c>. Each list has an entry a server, in one order, or none at all.</summary>
internal sealed record ServersOptions : IValidatableObject
{
    private const int MaxServers = 8;

    private static readonly SmtpOptions Default = new();

    public IReadOnlyList<string> Host { get; init; } = [];

    public IReadOnlyList<int> Port { get; init; } = [];

    public IReadOnlyList<SmtpSecurity> Security { get; init; } = [];

    public IReadOnlyList<string> Username { get; init; } = [];

    [Secret]
    public IReadOnlyList<string> Password { get; init; } = [];

    public IReadOnlyList<int> Connections { get; init; } = [];

    public IReadOnlyList<int> Rate { get; init; } = [];

    public IReadOnlyList<int> PerDomain { get; init; } = [];

    /// <summary>Shares of the mails, against each other's and that of <c>mail.smtp</c>.</summary>
    public IReadOnlyList<int> Weight { get; init; } = [];

    /// <param name="first">Of <c>mail.smtp</c>: patience and the age of connections are the same for all.</param>
    public IEnumerable<SmtpOptions> Beside(SmtpOptions first) => Host.Select((host, i) => first with
    {
        Host = host,
        Port = At(Port, i, Default.Port),
        Security = At(Security, i, Default.Security),
        Username = At(Username, i, ""),
        Password = At(Password, i, ""),
        Connections = At(Connections, i, Default.Connections),
        Rate = At(Rate, i, 0),
        PerDomain = At(PerDomain, i, 0),
        Weight = At(Weight, i, 1),
    });

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Count > MaxServers)
            yield return new($"name {MaxServers} servers at most", [nameof(Host)]);
        foreach (var (name, count) in Counts().Where(list => list.Count > 0 && list.Count != Host.Count))
            yield return new($"here are {count} for {Host.Count} servers; give one for each host, or none", [name, nameof(Host)]);
        if (Host.Any(string.IsNullOrWhiteSpace))
            yield return new("a server needs a name; give one such as smtp.example.com", [nameof(Host)]);
        foreach (var (name, values, least, most) in Ranges())
            if (values.Any(value => value < least || value > most))
                yield return new($"each must be between {least} and {most}", [name]);
        foreach (var fault in Beside(Default).SelectMany(server => server.Validate(validationContext)))
            yield return new(fault.ErrorMessage, [nameof(Security)]);
    }

    private (string Name, int Count)[] Counts() =>
    [
        (nameof(Port), Port.Count), (nameof(Security), Security.Count), (nameof(Username), Username.Count), (nameof(Password), Password.Count),
        (nameof(Connections), Connections.Count), (nameof(Rate), Rate.Count), (nameof(PerDomain), PerDomain.Count), (nameof(Weight), Weight.Count),
    ];

    private (string Name, IReadOnlyList<int> Values, int Least, int Most)[] Ranges() =>
        [(nameof(Port), Port, 1, 65535), (nameof(Connections), Connections, 1, 100), (nameof(Rate), Rate, 0, 10_000_000), (nameof(PerDomain), PerDomain, 0, 10_000_000), (nameof(Weight), Weight, 1, 1000)];

    private static T At<T>(IReadOnlyList<T> list, int i, T otherwise) => i < list.Count ? list[i] : otherwise;
}
