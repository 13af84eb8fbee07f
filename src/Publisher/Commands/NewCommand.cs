using System.CommandLine;
using System.Globalization;
using System.Text;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary><c>new</c>: a draft in the folder's own habit.</summary>
internal static class NewCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var title = new Argument<string>("TITLE") { Description = "The title of the post" };
        var command = new Command("new", "Begins a post: a draft with front matter\n\nExamples:\n  publisher new \"Spring cleaning\"\n  publisher new \"春の大掃除\"") { title };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            var path = Write(parsed.GetValue(title)!, desk, loaded, time.GetUtcNow());
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new NewLine(path)) : $"{path}\nRemove `draft: true` to publish it.");
            return CommandLine.Good;
        });
        return command;
    }

    private static string Write(string title, Desk desk, LoadedSettings loaded, DateTimeOffset now)
    {
        var slug = Slugs.Plain(title);
        if (slug.Length == 0)
            throw new CommandException("A title needs a letter or a digit that a file name can be made of.");
        var local = TimeZoneInfo.ConvertTime(now, desk.World.Site.TimeZone);
        var latest = desk.Catalogue.Published.Count > 0 ? desk.Catalogue.Published[0] : null;
        var folder = Path.Combine(loaded.Settings.Posts.Folder, Path.GetDirectoryName(latest?.Path ?? "") ?? "");
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd}-{slug}{Path.GetExtension(latest?.Path) ?? ".md"}"));
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew);
            file.Write(Encoding.UTF8.GetBytes(Text(title, local, latest)));
            return path;
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new CommandException($"{path} is there already; choose another title, or edit that file.", fault);
        }
    }

    private static string Text(string title, DateTimeOffset local, Post? latest)
    {
        var head = new StringBuilder("---\nlayout: post\n");
        head.Append(CultureInfo.InvariantCulture, $"title: \"{title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
        head.Append(CultureInfo.InvariantCulture, $"date: {local:yyyy-MM-dd HH:mm:ss zz}{local.Offset:mm}\n");
        head.Append("categories: []\ntags: []\n");
        if (latest?.Authors.Count == 1)
            head.Append(CultureInfo.InvariantCulture, $"author: \"{latest.Authors[0].Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
        return head.Append("draft: true\n---\n\n").ToString();
    }
}
