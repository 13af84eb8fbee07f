using System.CommandLine;
using Publisher.Feeds;
using Publisher.Posts;

namespace Publisher.Commands;

/// <summary><c>build</c>: one pass, for static hosting and continuous integration.</summary>
internal static class BuildCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("build", "Reads every post, writes every feed, and ends\n\nExamples:\n  publisher build\n  publisher build --set posts.folder=blog/_posts --set feeds.folder=public --set site.url=https://example.com/");
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            var builder = new FeedBuilder(desk.World.Site, loaded.Settings.Feeds, desk.Renderer);
            using var quiet = LoggerFactory.Create(_ => { });
            var publisher = new FeedPublisher(builder, loaded.Settings.Feeds, quiet.CreateLogger<FeedPublisher>());
            var changed = publisher.Publish(desk.Catalogue);
            await ReportAsync(desk.Catalogue, loaded.Settings.Posts.Folder);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Summary(desk.Catalogue, publisher, changed) : Lines(desk.Catalogue, publisher, changed, loaded.Settings.Feeds.Folder));
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task ReportAsync(Catalogue catalogue, string folder)
    {
        foreach (var problem in catalogue.Problems)
            await Console.Error.WriteLineAsync(problem.In(folder));
    }

    private static string Summary(Catalogue catalogue, FeedPublisher publisher, IReadOnlyList<string> changed) => Json.Of(new BuildLine(
        catalogue.Posts.Count,
        catalogue.Published.Count,
        [.. publisher.Published.Keys.Order().Select(name => new BuiltFeed(name, changed.Contains(name)))]));

    private static string Lines(Catalogue catalogue, FeedPublisher publisher, IReadOnlyList<string> changed, string folder)
    {
        var feeds = publisher.Published.Keys.Order().Select(name => $"{Path.Combine(folder, name)}  {(changed.Contains(name) ? "written" : "unchanged")}");
        return string.Join(Environment.NewLine, feeds.Append($"{catalogue.Published.Count} of {catalogue.Posts.Count} files published"));
    }
}
