using System.Globalization;

namespace Publisher.Settings;

/// <summary>Where a value came from: a line of the file, a variable, a secret file or the command line.</summary>
internal sealed record Origin(string Source, int? Line = null)
{
    public static readonly Origin CommandLine = new("--set");

    public static Origin Variable(string name) => new($"environment variable {name}");

    public override string ToString() =>
        Line is null ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}");
}
