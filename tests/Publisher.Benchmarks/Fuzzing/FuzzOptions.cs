using System.Globalization;

namespace Publisher.Benchmarks.Fuzzing;

/// <param name="Seed">Of the first try; each further try has the next number, so that any of them can be the first of another run.</param>
/// <param name="Posts">The folder that good posts are taken from; null for the repository's own and short ones of every dialect.</param>
/// <param name="Findings">Where inputs that did harm are kept.</param>
internal sealed record FuzzOptions(TimeSpan Time, int Seed, string? Posts, string Findings)
{
    public static FuzzOptions From(IReadOnlyList<string> args)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        int Number(string name, int otherwise) => Of(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new(TimeSpan.FromSeconds(Number("--seconds", 60)), Number("--seed", 1), Of("--posts"), Of("--findings") ?? Path.Combine(Path.GetTempPath(), "publisher-fuzz"));
    }
}
