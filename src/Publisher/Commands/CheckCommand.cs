using System.CommandLine;
using Publisher.Posts;
using Publisher.Settings;

namespace Publisher.Commands;

/// <summary><c>check</c>: every problem in settings and posts, with its place.</summary>
internal static class CheckCommand
{
    public static Command Create(SharedOptions shared, TimeProvider time)
    {
        var strict = new Option<bool>("--strict") { Description = "Ends with 1 on warnings too" };
        var settings = new Option<bool>("--settings") { Description = "Prints the settings in force and where each comes from, secrets masked" };
        var command = new Command("check", "Prints every problem in settings and posts as PATH:LINE: SEVERITY: MESSAGE\n\nExamples:\n  publisher check\n  publisher check --strict\n  publisher check --settings") { strict, settings };
        command.SetAction(async (parsed, cancellation) =>
        {
            var loaded = shared.Read(parsed);
            if (parsed.GetValue(settings))
            {
                foreach (var line in SettingsPrinter.Lines(loaded))
                    await Console.Out.WriteLineAsync(line);
                return CommandLine.Good;
            }

            DkimFiles.Require(loaded);
            await using var desk = await Desk.OpenAsync(loaded, time, cancellation);
            if (!shared.WantsJson(parsed))
                await Console.Error.WriteLineAsync($"{loaded.Settings.Posts.Folder} is {desk.World.SiteFile.Told}");
            return await ReportAsync(desk, loaded.Settings.Posts.Folder, shared.WantsJson(parsed), parsed.GetValue(strict));
        });
        return command;
    }

    private static async Task<int> ReportAsync(Desk desk, string folder, bool asJson, bool isStrict)
    {
        var problems = desk.Problems().ToList();
        foreach (var problem in problems)
            await Console.Out.WriteLineAsync(asJson ? Json.Of(new ProblemLine(problem.Path, problem.Line, problem.Severity, problem.Message)) : problem.In(folder));
        var errors = problems.Count(problem => problem.Severity == Severity.Error);
        var warnings = problems.Count - errors;
        if (!asJson)
            await Console.Out.WriteLineAsync($"{Count(desk.Catalogue.Posts.Count, "file")}, {Count(errors, "error")}, {Count(warnings, "warning")}");
        return errors > 0 || (isStrict && warnings > 0) ? CommandLine.Problems : CommandLine.Good;
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
