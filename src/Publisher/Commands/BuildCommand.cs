using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Feeds;
using Publisher.Feeds.Hosting;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.WebSub;

namespace Publisher.Commands;

/// <summary><c>build</c>: one pass, for static hosting and continuous integration.</summary>
internal static class BuildCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("build", "Reads every post, writes every feed, and ends\n\nExamples:\n  publisher build\n  publisher build --set posts.folder=blog/_posts --set feeds.folder=public --set site.url=https://example.com/\n  publisher build --host-config nginx > /etc/nginx/snippets/publisher.conf");
        var host = new Option<string?>("--host-config") { Description = "Prints what a static host needs to serve the feeds as the service would, and the report on standard error", HelpName = "nginx|caddy|netlify" };
        host.AcceptOnlyFromAmong("nginx", "caddy", "netlify");
        command.Options.Add(host);
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            var builder = new FeedBuilder(desk.World.Site, loaded.Settings.Feeds, desk.Renderer);
            var publisher = new FeedPublisher(builder, new FeedBook(desk.FeedDatabase, writes: false), loaded.Settings.Feeds, desk.World.Site, Hubs.From(loaded.Settings.Feeds.WebSub, desk.World.Site), NullLogger<FeedPublisher>.Instance);
            var changes = await publisher.PublishAsync(desk.Catalogue, cancellation);
            await ReportAsync(desk.Catalogue, changes, loaded.Settings.Posts.Folder);
            var kind = parsed.GetValue(host);
            var report = shared.WantsJson(parsed) ? Summary(desk.Catalogue, publisher, changes) : Lines(desk.Catalogue, publisher, changes, loaded.Settings.Feeds.Folder);
            await (kind is null ? Console.Out : Console.Error).WriteLineAsync(report);
            if (kind is not null)
                await Console.Out.WriteAsync(HostConfig(kind, StaticSite.From(desk.World.Site, loaded.Settings.Feeds.Folder, publisher.Published.Values, desk.Catalogue, await OldAsync(desk, time, cancellation))));
            return changes.Faults.Count == 0 ? CommandLine.Good : CommandLine.Problems;
        });
        return command;
    }

    private static async Task<IReadOnlyList<(string Path, Post? Post)>> OldAsync(Desk desk, TimeProvider time, CancellationToken cancellation) =>
        desk.FeedDatabase is null ? [] : await new AddressBook(desk.FeedDatabase, desk.World.Site, time).OldAsync(desk.Catalogue, cancellation);

    private static string HostConfig(string host, StaticSite site) => host switch
    {
        "nginx" => NginxConfig.Text(site),
        "caddy" => CaddyConfig.Text(site),
        _ => NetlifyConfig.Text(site),
    };

    private static async Task ReportAsync(Catalogue catalogue, FeedChanges changes, string folder)
    {
        foreach (var problem in catalogue.Problems)
            await Console.Error.WriteLineAsync(problem.In(folder));
        foreach (var warning in changes.Warnings)
            await Console.Error.WriteLineAsync($"warning: {warning}");
        foreach (var fault in changes.Faults)
            await Console.Error.WriteLineAsync($"error: {fault.Message}");
    }

    private static string Summary(Catalogue catalogue, FeedPublisher publisher, FeedChanges changes) => Json.Of(new BuildLine(
        catalogue.Posts.Count,
        catalogue.Published.Count,
        [.. publisher.Published.Keys.Order().Select(name => new BuiltFeed(name, changes.Changed.Contains(name)))]));

    // The site's own by name; of topics and archives there may be hundreds.
    private static string Lines(Catalogue catalogue, FeedPublisher publisher, FeedChanges changes, string folder)
    {
        var names = publisher.Published.Keys.Order(StringComparer.Ordinal).ToLookup(name => name.Contains('/', StringComparison.Ordinal));
        var lines = names[false].Select(name => $"{Path.Combine(folder, name)}  {(changes.Changed.Contains(name) ? "written" : "unchanged")}");
        if (names[true].Any())
            lines = lines.Append($"{names[true].Count()} files of topics and archives, {names[true].Intersect(changes.Changed).Count()} written");
        var end = changes.Faults.Count == 0 ? $"{catalogue.Published.Count} of {catalogue.Posts.Count} files published" : "Not every feed could be written";
        return string.Join(Environment.NewLine, lines.Append(end));
    }
}
