using System.CommandLine;
using Publisher.Mail;
using Publisher.Posts.Reading;
using Publisher.Settings;
using Publisher.Storage;

namespace Publisher.Commands;

/// <summary>The command line: a file a command. No command means <c>run</c>.</summary>
internal static class CommandLine
{
    /// <summary>The work was done.</summary>
    public const int Good = 0;

    /// <summary>The work found problems.</summary>
    public const int Problems = 1;

    /// <summary>The program was called or set up wrongly.</summary>
    public const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        var root = Root(time);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in CommandFaults.Of(parsed))
                await Console.Error.WriteLineAsync(fault);
            await Console.Error.WriteLineAsync("`publisher --help` lists the commands, `publisher COMMAND --help` shows examples.");
            return WrongUse;
        }

        return await GuardedAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
    }

    /// <summary>The whole tree of commands.</summary>
    public static RootCommand Root(TimeProvider time)
    {
        var shared = new SharedOptions();
        var root = new RootCommand("Feeds and a newsletter for a folder of Markdown posts.\n\nWithout a command, the service runs: it watches the posts, publishes feeds, serves pages and mails new posts.\n\nExamples:\n  publisher --set posts.folder=blog\n  publisher build --set feeds.folder=public\n  publisher status");
        root.Options.Add(shared.Config);
        root.Options.Add(shared.Set);
        root.Options.Add(shared.Json);
        root.Subcommands.Add(RunCommand.Create(shared, time));
        root.Subcommands.Add(BuildCommand.Create(shared, time));
        root.Subcommands.Add(CheckCommand.Create(shared, time));
        root.Subcommands.Add(PostsCommand.Create(shared, time));
        root.Subcommands.Add(NewCommand.Create(shared, time));
        root.Subcommands.Add(PlanCommand.Create(shared, time));
        root.Subcommands.Add(ExplainCommand.Create(shared, time));
        root.Subcommands.Add(PreviewCommand.Create(shared, time));
        root.Subcommands.Add(SendTestCommand.Create(shared, time));
        root.Subcommands.Add(DoctorCommand.Create(shared, time));
        root.Subcommands.Add(SubscribersCommand.Create(shared, time));
        root.Subcommands.Add(IssuesCommand.Create(shared, time));
        root.Subcommands.Add(BouncesCommand.Create(shared, time));
        root.Subcommands.Add(StatusCommand.Create(shared, time));
        root.Subcommands.Add(DatabaseCommand.Create(shared, time));
        root.Subcommands.Add(AdminCommand.Create(shared, time));
        root.Subcommands.Add(ApiTokensCommand.Create(shared, time));
        root.Subcommands.Add(WebhooksCommand.Create(shared, time));
        root.Subcommands.Add(CompletionCommand.Create(() => root));
        ShortHelp.On(root);
        root.SetAction((parsed, cancellation) => RunCommand.RunAsync(shared.Read(parsed), time, cancellation));
        return root;
    }

    // What the operator can mend is said in a sentence; a stack trace is for what we must mend.
    private static async Task<int> GuardedAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (SettingsException fault)
        {
            foreach (var problem in fault.Problems)
                await Console.Error.WriteLineAsync(problem.ToString());
            return WrongUse;
        }
        catch (MailException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return WrongUse;
        }
        catch (Exception fault) when (fault is CommandException or StorageException or PostException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Problems;
        }
        catch (System.Data.Common.DbException fault) when (DatabaseFault.IsBusy(fault))
        {
            await Console.Error.WriteLineAsync("The database is locked: another process has been writing to it for half a minute. Nothing was changed; try again in a moment");
            return Problems;
        }
        catch (System.Data.Common.DbException fault) when (DatabaseFault.IsOfServer(fault))
        {
            await Console.Error.WriteLineAsync(DatabaseFault.Sentence(fault));
            return Problems;
        }
        catch (System.Data.Common.DbException fault)
        {
            await Console.Error.WriteLineAsync($"The database that storage.connectionString names cannot be used: {fault.Message.TrimEnd('.')}. If the file is damaged, put back its last copy; else name another file");
            return Problems;
        }
    }
}
