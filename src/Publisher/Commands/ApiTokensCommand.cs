using System.CommandLine;
using System.Globalization;
using Publisher.Api.Tokens;
using Spectre.Console;

namespace Publisher.Commands;

/// <summary><c>api-tokens</c>: who may ask the API at <c>/api/v1</c>, and what.</summary>
internal static class ApiTokensCommand
{
    private const int MostDays = 3650;

    public static Command Create(SharedOptions shared, TimeProvider time) => new("api-tokens", "Makes, lists and revokes tokens of the API at /api/v1\n\nExamples:\n  publisher api-tokens create crm --scope subscribers:read\n  publisher api-tokens list") { New(shared, time), List(shared, time), Revoke(shared, time) };

    private static Command New(SharedOptions shared, TimeProvider time)
    {
        var name = new Argument<string>("NAME") { Description = "What the token is for" };
        var scope = new Option<string[]>("--scope") { Description = $"What it may do; repeatable, or with commas: {string.Join(", ", Scopes.All)}", HelpName = "SCOPE", DefaultValueFactory = _ => [] };
        var days = new Option<int?>("--days") { Description = "How long it is good (default: until it is revoked)", HelpName = "DAYS" };
        var command = new Command("create", "Makes a token and shows it, once\n\nExamples:\n  publisher api-tokens create crm --scope subscribers:read\n  publisher api-tokens create import --scope subscribers:read,subscribers:write --days 30") { name, scope, days };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = new NewToken(Name(parsed.GetRequiredValue(name)), Chosen(parsed.GetValue(scope) ?? []), Span(parsed.GetValue(days)));
            var (token, text) = await OnTokensAsync(shared, parsed, time, tokens => tokens.CreateAsync(wanted, cancellation), cancellation);
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new NewTokenLine(token.Id, token.Name, text, token.Scopes, token.ExpiresAt)) : text);
            if (!shared.WantsJson(parsed))
                await Console.Error.WriteLineAsync($"This is the only time that the token is shown; only a hash of it is kept. `publisher api-tokens revoke {token.Id.ToString(CultureInfo.InvariantCulture)}` ends it.");
            return CommandLine.Good;
        });
        return command;
    }

    private static Command List(SharedOptions shared, TimeProvider time)
    {
        var command = new Command("list", "Lists the tokens, those that were revoked or are over among them\n\nExamples:\n  publisher api-tokens list\n  publisher api-tokens list --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            var lines = await OnTokensAsync(shared, parsed, time, async tokens => (await tokens.ListAsync(cancellation)).Select(token => TokenLine.Of(token, time.GetUtcNow())).ToList(), cancellation);
            if (!shared.WantsJson(parsed))
                Show(lines);
            foreach (var line in shared.WantsJson(parsed) ? lines : [])
                await Console.Out.WriteLineAsync(Json.Of(line));
            return CommandLine.Good;
        });
        return command;
    }

    private static Command Revoke(SharedOptions shared, TimeProvider time)
    {
        var number = new Argument<long>("TOKEN") { Description = "The number of the token, as `api-tokens list` shows it" };
        var command = new Command("revoke", "Ends a token at once\n\nExamples:\n  publisher api-tokens revoke 2") { number };
        command.SetAction(async (parsed, cancellation) =>
        {
            var id = parsed.GetRequiredValue(number);
            var isRevoked = await OnTokensAsync(shared, parsed, time, tokens => tokens.RevokeAsync(id, cancellation), cancellation)
                ?? throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"There is no token {id}; `publisher api-tokens list` lists them all."));
            var said = string.Create(CultureInfo.InvariantCulture, $"Token {id} {(isRevoked ? "is revoked: it opens nothing from now on" : "was revoked before")}");
            await Console.Out.WriteLineAsync(shared.WantsJson(parsed) ? Json.Of(new TokenActLine(id, isRevoked ? "done" : "already", said)) : said);
            return CommandLine.Good;
        });
        return command;
    }

    private static async Task<T> OnTokensAsync<T>(SharedOptions shared, ParseResult parsed, TimeProvider time, Func<ApiTokens, Task<T>> work, CancellationToken cancellation)
    {
        await using var desk = await ReaderDesk.OpenAsync(shared.Read(parsed).Settings.Storage, time, cancellation);
        return await work(new(desk.Database, time));
    }

    private static string Name(string text) => text.Trim() is { Length: > 0 and <= 100 } name && !name.Any(char.IsControl) ? name : throw new CommandException("The name of a token has 1 to 100 characters; say what the token is for, such as crm");

    private static IReadOnlyList<string> Chosen(string[] texts)
    {
        var scopes = texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct().ToList();
        if (scopes.Count == 0)
            throw new CommandException($"Say what the token may do, by --scope: {string.Join(", ", Scopes.All)}");
        return scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope)) is { } unknown ? throw new CommandException($"--scope {unknown} is none; the scopes are {string.Join(", ", Scopes.All)}") : scopes;
    }

    private static TimeSpan? Span(int? days) => days switch
    {
        null => null,
        > 0 and <= MostDays => TimeSpan.FromDays(days.Value),
        _ => throw new CommandException($"--days is between 1 and {MostDays}"),
    };

    private static void Show(List<TokenLine> lines)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Token", "Name", "Begins", "May", "Status", "Made", "Ends", "Last used");
        foreach (var line in lines)
        {
            table.AddRow(
                new Text(line.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(line.Name),
                new Text(line.Begins),
                new Text(string.Join(", ", line.Scopes)),
                new Text(line.Status, new Style(line.Status == "good" ? Color.Green : Color.Red)),
                Day(line.CreatedAt),
                Day(line.ExpiresAt),
                Day(line.UsedAt));
        }

        if (lines.Count > 0)
            Terminal.Write(table);
        Console.WriteLine($"{lines.Count} token{(lines.Count == 1 ? "" : "s")}");
    }

    private static Text Day(DateTimeOffset? at) => new(at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
}
