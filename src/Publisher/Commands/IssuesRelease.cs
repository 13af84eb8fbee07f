using System.CommandLine;
using System.Globalization;
using Publisher.Newsletter;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary><c>issues release</c>: what becomes of posts that were more than <c>newsletter.budget</c> allows.</summary>
internal static class IssuesRelease
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var posts = new Argument<string[]>("POST") { Description = "The posts: their files, ids or addresses; none lists what is held", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All that are held" };
        var dismiss = new Option<bool>("--dismiss") { Description = "They are never mailed" };
        var command = new Command(
            "release",
            "Mails posts that are held because more appeared at once than newsletter.budget allows\n\nExamples:\n  publisher issues release\n  publisher issues release 2026-02-12-new.md\n  publisher issues release --all\n  publisher issues release --all --dismiss") { posts, all, dismiss };
        command.SetAction((parsed, cancellation) => RunAsync(shared, parsed, time, parsed.GetValue(posts) ?? [], parsed.GetValue(all), parsed.GetValue(dismiss), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SharedOptions shared, ParseResult parsed, TimeProvider time, string[] names, bool all, bool dismiss, CancellationToken cancellation)
    {
        var loaded = shared.Read(parsed);
        await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
        var held = await HeldAsync(desk, time, cancellation);
        if (names.Length == 0 && !all)
            return await ListAsync(held, dismiss, shared.WantsJson(parsed));
        var chosen = all ? held : [.. names.Select(name => Chosen(name, held, desk, loaded))];
        var book = desk.Database is null ? null : new HeldPosts(desk.Database, time);
        var ids = chosen.Select(post => post.Id).ToList();
        var count = book is null || ids.Count == 0 ? 0 : dismiss ? await book.DismissAsync(ids, cancellation) : await book.ReleaseAsync(ids, cancellation);
        var said = string.Create(CultureInfo.InvariantCulture, $"{count} post{(count == 1 ? " is" : "s are")} {(dismiss ? "dismissed, and never mailed" : "released, and mailed by the service")}");
        await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new IssueActLine(null, dismiss ? "dismissed" : "released", count, said)) : said);
        return CommandLine.Good;
    }

    private static async Task<int> ListAsync(IReadOnlyList<HeldLine> held, bool dismiss, bool asJson)
    {
        foreach (var post in held)
            await Console.Out.WriteLineAsync(asJson ? Json.Of(post) : $"{post.Post}: {post.Title}");
        if (dismiss)
            throw new CommandException("Say which posts are dismissed, or --all");
        if (!asJson)
            await Console.Out.WriteLineAsync(held.Count == 0 ? "No post is held." : "Name those to mail, or say --all; --dismiss mails them never.");
        return CommandLine.Good;
    }

    private static async Task<IReadOnlyList<HeldLine>> HeldAsync(Desk desk, TimeProvider time, CancellationToken cancellation)
    {
        if (desk.Database is null)
            return [];
        var posts = desk.Catalogue.Posts.Where(post => post.Id.Length > 0).DistinctBy(post => post.Id).ToDictionary(post => post.Id);
        var held = (await new HeldPosts(desk.Database, time).ListAsync(cancellation)).Select(id => (Id: id, Post: posts.GetValueOrDefault(id)));
        return [.. held.OrderBy(row => row.Post?.Published).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => new HeldLine(row.Post?.Path ?? row.Id, row.Post?.Title ?? "(its file is gone)", row.Id))];
    }

    private static HeldLine Chosen(string name, IReadOnlyList<HeldLine> held, Desk desk, LoadedSettings loaded)
    {
        if (held.FirstOrDefault(post => post.Id == name || post.Post == name) is { } known)
            return known;
        var post = NamedPost.Find(name, desk, loaded.Settings.Posts.Folder);
        return held.FirstOrDefault(line => line.Id == post.Id) ?? throw new CommandException($"{post.Path} is not held. `publisher issues release` lists what is; `publisher explain ADDRESS {post.Path}` says what becomes of it");
    }
}
