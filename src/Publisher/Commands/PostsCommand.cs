using System.CommandLine;
using Publisher.Posts;
using Publisher.Posts.Rendering;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>posts</c>: every file that was seen, with its verdict.</summary>
internal static class PostsCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("posts", "Lists every file that was seen, with its verdict and the reason\n\nExamples:\n  publisher posts\n  publisher posts --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            if (shared.WantsJson(parsed))
            {
                foreach (var post in desk.Catalogue.Posts)
                    await Console.Out.WriteLineAsync(Json.Of(Line(post, desk.Render(post))));
            }
            else
            {
                Terminal.Write(Table(desk.Catalogue));
                await Console.Out.WriteLineAsync(Counts(desk.Catalogue));
                await Console.Out.WriteLineAsync(desk.World.SiteFile.Told);
            }

            return CommandLine.Good;
        });
        return command;
    }

    private static PostLine Line(Post post, RenderedPost? rendered) => new(
        post.Path,
        post.Status,
        post.Reason,
        post.Id.Length > 0 ? post.Id : null,
        post.Url?.AbsoluteUri,
        post.Title,
        post.Published,
        post.Updated,
        [.. post.Authors],
        [.. post.Categories],
        [.. post.Tags],
        post.Language,
        rendered?.Summary ?? "",
        [.. post.Enclosures.Select(enclosure => new EnclosureLine(enclosure.Url.AbsoluteUri, enclosure.Length, enclosure.Type, enclosure.Duration))],
        [.. post.Problems.Concat(rendered?.Problems ?? []).Select(problem => new PostProblem(problem.Line, problem.Severity, problem.Message))]);

    private static Table Table(Catalogue catalogue)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("File", "Verdict", "Published", "Title");
        foreach (var post in catalogue.Posts)
        {
            table.AddRow(
                new Text(post.Path),
                new Text(post.Status.ToString().ToLowerInvariant(), new Style(Colour(post.Status))),
                new Text(post.Published?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? ""),
                new Text(post.Reason.Length > 0 ? $"{post.Title}\n{post.Reason}".Trim() : post.Title));
        }

        return table;
    }

    private static string Counts(Catalogue catalogue) =>
        $"{catalogue.Posts.Count} file{(catalogue.Posts.Count == 1 ? "" : "s")}: " + string.Join(", ", Enum.GetValues<PostStatus>().Select(status => $"{catalogue.Posts.Count(post => post.Status == status)} {status.ToString().ToLowerInvariant()}"));

    private static Color Colour(PostStatus status) => status switch
    {
        PostStatus.Published => Color.Green,
        PostStatus.Broken => Color.Red,
        PostStatus.Scheduled => Color.Blue,
        _ => Color.Grey,
    };
}
