using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary><c>run</c>: the service.</summary>
internal static class RunCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("run", "Runs the service: watches the posts, publishes feeds, serves pages, mails new posts (the default)\n\nExamples:\n  publisher run\n  publisher run --config /etc/publisher.yaml\n  publisher run --set web.enabled=false");
        command.SetAction((parsed, cancellation) => RunAsync(shared.Read(parsed), time, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(LoadedSettings loaded, TimeProvider time, CancellationToken cancellation)
    {
        if (loaded.Settings.Node.NeedsPosts)
            PostsFolder.Require(loaded);
        DkimFiles.Require(loaded);
        await using var publisher = await PublisherHost.BuildAsync(loaded, time, cancellation: cancellation);
        try
        {
            await publisher.Host.StartAsync(cancellation);
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidOperationException)
        {
            // What had started, the schedule above all, ends before the database does.
            await publisher.Host.StopAsync(CancellationToken.None);
            throw new CommandException($"The web cannot listen on {string.Join(", ", loaded.Settings.Web.Urls)}: {Innermost(fault).Message}. Stop what uses the port, or set web.urls to another, such as http://localhost:8081", fault);
        }

        await Console.Out.WriteLineAsync(Greeting(publisher.Host.Services, loaded));
        await publisher.Host.WaitForShutdownAsync(cancellation);
        return CommandLine.Good;
    }

    private static string Greeting(IServiceProvider services, LoadedSettings loaded)
    {
        var settings = loaded.Settings;
        var catalogue = services.GetRequiredService<CatalogueStore>().Current;
        var lines = new List<string>
        {
            loaded.ConfigFile is { } file ? $"Settings   {file}" : "Settings   the defaults (there is no config/publisher.yaml)",
            $"Posts      {settings.Posts.Folder}: {Count(catalogue)}",
            $"Feeds      {settings.Feeds.Folder}: {Feeds(services.GetRequiredService<FeedPublisher>())}",
            $"Mail       {(settings.Mail.Transport == TransportKind.Folder ? $"written to {settings.Mail.Folder} as .eml files" : $"sent through {string.Join(", ", settings.Mail.AllServers())}")}",
        };
        if (settings.Web.Enabled)
            lines.Add($"Web        {string.Join(", ", Addresses(services))}");
        lines.Add("Save a post and the feeds follow. Ctrl+C stops.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Feeds(FeedPublisher feeds)
    {
        var names = feeds.Published.Values.Where(file => file.Format is not null).Select(file => file.Name).Order(StringComparer.Ordinal).ToList();
        var own = names.Where(name => !name.Contains('/', StringComparison.Ordinal));
        return string.Join(", ", own) + (names.Count > own.Count() ? $" and {names.Count - own.Count()} of topics and archives" : "");
    }

    private static string Count(Catalogue catalogue)
    {
        var counts = catalogue.Posts.GroupBy(post => post.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        return catalogue.Posts.Count == 0 ? "no posts yet" : string.Join(", ", counts);
    }

    private static IEnumerable<string> Addresses(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
