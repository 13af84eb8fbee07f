using System.CommandLine;
using System.Diagnostics;
using Publisher.Commands;
using Publisher.Tests.Support;

namespace Publisher.Tests.Commands;

/// <summary>The command line as shells, pipes and terminals meet it.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string, string[], string[]> Completed => new()
    {
        { "", "da", ["database"], ["run"] },
        { "database ", "", ["backup", "adopt", "migrate", "--json"], ["run", "pause"] },
        { "--set site.title=x issues ", "p", ["pause"], ["plan"] },
        { "build --host-config ", "", ["caddy", "netlify", "nginx"], ["run"] },
        { "run --set ", "mail.smtp.ho", ["mail.smtp.host="], ["mail.smtp.port="] },
        { "completion ", "z", ["zsh"], ["bash"] },
    };

    [Theory]
    [MemberData(nameof(Completed))]
    public async Task Bash_completes(string before, string word, string[] offered, string[] not) => Judge(await ShellAsync("bash", $$"""
        source completion
        COMP_WORDS=(publisher {{before}} "{{word}}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _publisher
        printf '%s\n' "${COMPREPLY[@]}"
        """), offered, not);

    // What completes asks functions of the line editor; here they say what they were asked.
    [Theory]
    [MemberData(nameof(Completed))]
    public async Task Zsh_completes(string before, string word, string[] offered, string[] not) => Judge(await ShellAsync("zsh", $$"""
        compdef() { : }
        _describe() { local -a all; all=(${(P)argv[4]}); print -rl -- ${${(M)all:#{{word}}*}%%:*} }
        compadd() { print -rl -- ${(M)argv:#{{word}}*} }
        _files() { : }
        source ./completion
        PREFIX='{{word}}'; words=(publisher {{before}} '{{word}}'); CURRENT=$#words
        _publisher
        """), offered, not);

    // Which offers options to who begins one.
    [Theory]
    [MemberData(nameof(Completed))]
    public async Task Fish_completes(string before, string word, string[] offered, string[] not) => Judge(await ShellAsync("fish", $$"""
        source completion
        complete -C 'publisher {{before}}{{word}}' | string split -f 1 \t
        """), [.. offered.Where(name => !name.StartsWith('-'))], not);

    [Fact]
    public async Task PowerShell_is_given_every_command()
    {
        var (code, script) = await PublisherProcess.RunAsync(folder, "completion", "powershell");
        Assert.Equal(0, code);
        Assert.Contains("'/database' = @(@('backup', 'Copies the database while the service runs", script, StringComparison.Ordinal);
        Assert.Equal(2, (await PublisherProcess.RunAsync(folder, "completion", "tcsh")).Code);
    }

    [Fact]
    public void Every_help_has_examples() => Assert.All(Commands(CommandLine.Root(TimeProvider.System)), command => Assert.Contains("Examples:\n  publisher", command.Description!.Replace("source <(publisher", "publisher", StringComparison.Ordinal), StringComparison.Ordinal));

    [Fact]
    public async Task A_list_of_commands_fits_a_screen_and_their_own_help_has_the_examples()
    {
        var (code, all) = await PublisherProcess.RunAsync(folder, "--help");
        Assert.Equal(0, code);
        Assert.InRange(all.Split('\n').Length, 20, 50);
        Assert.DoesNotContain("publisher issues pause 3", all, StringComparison.Ordinal);
        Assert.Contains("publisher issues pause 3", (await PublisherProcess.RunAsync(folder, "issues", "pause", "--help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'statsu' is no command of `publisher`; did you mean status?", "statsu")]
    [InlineData("'bakup' is no command of `publisher database`; did you mean backup?", "database", "bakup", "x.db")]
    [InlineData("'--jsno' is no option of `publisher plan`; did you mean --json?", "plan", "--jsno")]
    [InlineData("'extra' is no argument of `publisher plan`", "plan", "extra")]
    [InlineData("`publisher database` needs to know what to do: backup, migrate, adopt", "database")]
    [InlineData("`publisher issues show` needs ISSUE: the number", "issues", "show")]
    [InlineData("'x' cannot be ISSUE: the number", "issues", "show", "x")]
    [InlineData("'bsh' is no SHELL; there are bash, fish, powershell, zsh; did you mean bash?", "completion", "bsh")]
    [InlineData("'yearly' is no --digest; there are daily,", "preview", "x", "--digest", "yearly")]
    [InlineData("'soon' cannot be --days: how long it is good", "api-tokens", "create", "x", "--days", "soon")]
    [InlineData("--config needs a value: ", "status", "--config")]
    [InlineData("did you mean mail.smtp.host?", "check", "--set", "mail.smtp.hsot=x")]
    public async Task A_slip_is_answered_with_what_was_meant(string sentence, params string[] arguments)
    {
        var (code, output) = await PublisherProcess.RunAsync(folder, arguments);
        Assert.Equal(2, code);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unrecognized", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Sorce=x.db")]
    [InlineData("Data Source=x.db;Default Timeout=soon")]
    [InlineData("Default Timeout=5")]
    public async Task A_connection_string_that_is_none_is_told_with_one_that_is(string text)
    {
        Directory.CreateDirectory(folder["posts"]);
        var (code, output) = await PublisherProcess.RunAsync(folder, "status", "--set", $"storage.connectionString={text}");
        Assert.Equal(1, code);
        Assert.Equal("storage.connectionString is no connection string of SQLite; write it as Data Source=data/publisher.db, or Data Source=data/publisher.db;Default Timeout=30", output.Trim());
    }

    [Fact]
    public async Task A_pipe_that_closes_ends_it_without_a_word()
    {
        for (var number = 0; number < 300; number++)
            folder.Write($"posts/2026-02-11-{number}.md", Some.PostText($"A post with a long title that fills the pipe, number {number}"));
        var output = await ShellAsync("bash", $"{Program} posts --json 2>errors | head -n 1 >/dev/null; echo \"${{PIPESTATUS[0]}}\"; cat errors");
        Assert.Equal("0", output.Trim());
    }

    [Theory]
    [InlineData("C.UTF-8", "╭")]
    [InlineData("C", "+")]
    public async Task On_a_narrow_terminal_without_colour_every_line_fits_in_its_letters(string locale, string corner)
    {
        StaticHost.Require("script");
        folder.Write("posts/2026-02-11-good.md", Some.PostText("Good"));
        foreach (var command in new[] { "status", "posts", "plan" })
        {
            var output = await ShellAsync("bash", $"export LC_ALL={locale} NO_COLOR=1 TERM=xterm; script -qec 'stty cols 40; {Program} {command}' /dev/null </dev/null");
            // How the runtime begins with a terminal.
            output = output.Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
            // Of tables; sentences are the terminal's to break.
            Assert.All(output.Split('\n').Where(line => line.Length > 0 && !char.IsAsciiLetterOrDigit(line[0])), line => Assert.InRange(line.Length, 1, 40));
            Assert.DoesNotContain("\u001b[3", output, StringComparison.Ordinal);
            Assert.True(command != "status" || output.Contains(corner, StringComparison.Ordinal), output);
            Assert.True(locale != "C" || !output.Any(letter => letter is >= '\u2500' and < '\u2580'), output);
        }
    }

    private static string Program => Environment.GetEnvironmentVariable("PROGRAM_UNDER_TEST") ?? $"dotnet {Path.Combine(AppContext.BaseDirectory, "publisher.dll")}";

    private static void Judge(string output, string[] offered, string[] not)
    {
        var words = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.All(offered, word => Assert.Contains(word, words));
        Assert.All(not, word => Assert.DoesNotContain(word, words));
    }

    private async Task<string> ShellAsync(string shell, string script)
    {
        StaticHost.Require(shell);
        if (script.Contains("completion", StringComparison.Ordinal))
            folder.Write("completion", (await PublisherProcess.RunAsync(folder, "completion", shell)).Output);
        folder.Write("script", script);
        var start = new ProcessStartInfo(shell, [folder["script"]]) { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        start.Environment["HOME"] = folder.Path;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static IEnumerable<Command> Commands(Command command) => command.Subcommands.SelectMany(Commands).Prepend(command);
}
