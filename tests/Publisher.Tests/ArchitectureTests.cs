using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Publisher.Tests;

/// <summary>Which room may use which, and where a library lives.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Settings"] = [],
        ["Storage"] = ["Settings"],
        ["Templates"] = [],
        // Liquid in a post and Liquid in a page are bounded by the same means.
        ["Posts"] = ["Settings", "Storage", "Templates"],
        ["Web"] = ["Posts", "Storage", "Templates"],
        // Feeds hand themselves to the hub, which knows them as topics; it never asks for a post.
        ["WebSub"] = ["Settings", "Posts", "Storage", "Web"],
        // Events are written where the deed is done, so their room lies below the readers and the issues. It goes to addresses of others as the hub does.
        ["Webhooks"] = ["Settings", "Storage", "WebSub"],
        ["Feeds"] = ["Settings", "Posts", "Storage", "Web", "WebSub"],
        ["Mail"] = ["Settings"],
        ["Subscribers"] = ["Posts", "Mail", "Storage", "Templates", "Web", "Webhooks"],
        // Who takes part in the work on a shared database.
        ["Nodes"] = ["Settings", "Storage"],
        ["Newsletter"] = ["Posts", "Nodes", "Subscribers", "Mail", "Storage", "Templates", "Webhooks"],
        // What comes back is about deliveries and changes readers: above both, and neither knows of it.
        ["Bounces"] = ["Subscribers", "Newsletter", "Mail", "Storage", "Webhooks"],
        ["Pages"] = ["Posts", "Feeds", "Subscribers", "Newsletter", "Web"],
        // The operator sees everything, who may ask and who is told among it, and nothing needs the operator's pages.
        ["Admin"] = ["Settings", "Posts", "Feeds", "Subscribers", "Newsletter", "Bounces", "Scheduling", "Mail", "Storage", "Templates", "Web", "Webhooks", "Api"],
        // Whoever watches sees every feature, and none knows that it is watched.
        ["Signals"] = ["Settings", "Posts", "Feeds", "Subscribers", "Newsletter", "Bounces", "Scheduling", "Mail", "Storage", "Web"],
        // For programs what the pages are for the operator.
        ["Api"] = ["Posts", "Subscribers", "Newsletter", "Mail", "Storage", "Web", "Webhooks"],
        // Quartz keeps a shared schedule in the database itself, and a fault of it is told in the database's words.
        ["Scheduling"] = ["Posts", "Nodes", "Feeds", "WebSub", "Webhooks", "Subscribers", "Newsletter", "Mail", "Bounces", "Storage"],
    };

    private static readonly Dictionary<string, string[]> Homes = new()
    {
        ["Markdig"] = ["Posts"],
        ["AngleSharp"] = ["Posts", "Mail"],
        ["YamlDotNet"] = ["Posts", "Settings", "Templates"],
        ["Tomlyn"] = ["Posts"],
        ["Fluid"] = ["Posts", "Templates"],
        ["System.ServiceModel.Syndication"] = ["Feeds"],
        ["MailKit"] = ["Mail"],
        ["MimeKit"] = ["Mail"],
        ["Org.BouncyCastle"] = ["Mail"],
        ["DnsClient"] = ["Mail"],
        ["Quartz"] = ["Scheduling"],
        ["Microsoft.Data.Sqlite"] = ["Storage"],
        ["Npgsql"] = ["Storage"],
        ["Spectre.Console"] = ["Commands"],
        ["System.CommandLine"] = ["Commands"],
        ["CsvHelper"] = ["Subscribers"],
        ["OpenTelemetry"] = ["Signals"],
    };

    public static TheoryData<string> Rooms => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it(string room) => Assert.All(Usings(room), use =>
    {
        if (use.Name.StartsWith("Publisher.", StringComparison.Ordinal))
            Assert.Contains(use.Name.Split('.')[1], (string[])[room, .. MayUse[room]]);
    });

    [Fact]
    public void A_library_lives_in_its_home() => Assert.All(Directory.EnumerateDirectories(Source()).Select(folder => Path.GetFileName(folder)!), room => Assert.All(Usings(room), use =>
    {
        foreach (var (library, homes) in Homes.Where(home => use.Name == home.Key || use.Name.StartsWith(home.Key + ".", StringComparison.Ordinal)))
            Assert.True(homes.Contains(room), $"{use.File} uses {library}, which lives in {string.Join(", ", homes)}");
    }));

    [Fact]
    public void The_beginning_is_short() => Assert.InRange(File.ReadAllLines(Path.Combine(Source(), "Program.cs")).Length, 1, 40);

    private static IEnumerable<(string File, string Name)> Usings(string room) =>
        from file in Directory.EnumerateFiles(Path.Combine(Source(), room), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from match in Using().Matches(File.ReadAllText(file))
        select (file, match.Groups["name"].Value);

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src/Publisher"));

    [GeneratedRegex(@"^using (static )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
