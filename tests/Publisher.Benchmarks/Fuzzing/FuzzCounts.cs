using System.Globalization;
using Publisher.Tests.Posts.Hostile;

namespace Publisher.Benchmarks.Fuzzing;

/// <summary>What was tried and what was found, by kind of damage.</summary>
/// <param name="folder">Gets the input of each finding, and beside it what happened.</param>
internal sealed class FuzzCounts(string folder)
{
    private readonly Dictionary<string, int> tries = Damages.All.ToDictionary(damage => damage.Kind, _ => 0);
    private readonly Dictionary<(string Kind, Fault Fault), int> found = [];

    public int Found => found.Values.Sum();

    /// <summary>Whether a try never ended: it still runs, and what is measured beside it says nothing.</summary>
    public bool IsHopeless { get; set; }

    public void Try(string kind) => tries[kind]++;

    public void Find(string kind, Fault fault, int seed, byte[] bytes, string words)
    {
        found[(kind, fault)] = found.GetValueOrDefault((kind, fault)) + 1;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{fault}-{seed}"));
        File.WriteAllBytes(path + ".input", bytes);
        File.WriteAllText(path + ".txt", string.Create(CultureInfo.InvariantCulture, $"{kind}: {words}\nAgain: fuzz --seconds 0 --seed {seed}, with the same --posts\n"));
    }

    public string Line() => string.Join(", ", tries.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}"))) + string.Create(CultureInfo.InvariantCulture, $"; found {Found}");

    public void Table(TextWriter output)
    {
        output.WriteLine($"{"kind",-20}{"tries",8}{"crashes",9}{"> 2 s",7}{"drafts published",18}{"lost neighbours",17}{"unreadable feeds",18}");
        foreach (var (kind, count) in tries)
            output.WriteLine($"{kind,-20}{count,8}{Of(kind, Fault.Crash),9}{Of(kind, Fault.Slow),7}{Of(kind, Fault.DraftPublished),18}{Of(kind, Fault.NeighbourLost),17}{Of(kind, Fault.FeedUnreadable),18}");
        output.WriteLine(Found == 0 ? "Nothing was found." : string.Create(CultureInfo.InvariantCulture, $"{Found} found; the inputs are in {folder}."));
    }

    private int Of(string kind, Fault fault) => found.GetValueOrDefault((kind, fault));
}
