using System.Diagnostics;
using System.Globalization;
using Publisher.Storage;

namespace Publisher.Benchmarks.Mailing;

/// <summary>A folder with a blog, a database of readers who all want its newest post, and the program that mails it to them.</summary>
internal sealed class MailedBlog : IDisposable
{
    public const int Connections = 10;

    private readonly string program;
    private readonly string[] settings;
    private readonly StorageOptions? storage;

    private MailedBlog(string program, StorageOptions? storage, string[] settings)
    {
        this.storage = storage;
        this.program = program;
        this.settings = settings;
        Directory.CreateDirectory(Path.Combine(Folder, "posts"));
        File.WriteAllText(Path.Combine(Folder, "posts", "2026-01-01-old.md"), "---\ntitle: Old\n---\n\nText.\n");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("publisher-mailing").FullName;

    /// <param name="program">The service's file; by default the assembly that was built with this program.</param>
    public static Task<MailedBlog> MakeAsync(string? program, int port, int readers, params string[] settings) => MakeAsync(program, null, port, readers, settings);

    /// <param name="storage">A PostgreSQL that several nodes share; null for a file of SQLite.</param>
    public static async Task<MailedBlog> MakeAsync(string? program, StorageOptions? storage, int port, int readers, params string[] settings)
    {
        var blog = new MailedBlog(program ?? Path.Combine(AppContext.BaseDirectory, "publisher.dll"), storage,
        [
            .. storage is null ? [] : new[] { "storage.provider=postgres", $"storage.connectionString={storage.ConnectionString}" },
            "posts.folder=posts", "site.url=https://blog.example/", "site.title=Blog", "web.enabled=false", "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1",
            $"mail.smtp.port={port}", "mail.smtp.security=none", $"mail.smtp.connections={Connections}", "newsletter.hold=00:00:00", "newsletter.schedules.instant=* * * * * ?", .. settings,
        ]);
        using (var first = blog.Start())
            await first.EndAsync();
        await blog.AddReadersAsync(readers);
        return blog;
    }

    /// <summary>Writes the post, as long as it takes for a mail of a size.</summary>
    public async Task WritePostAsync(int octets)
    {
        var path = Path.Combine("posts", "2026-02-02-new.md");
        for (var paragraphs = octets < 10_000 ? 1 : 20; ; paragraphs += 2)
        {
            var text = string.Concat(Enumerable.Repeat("Careful words about durable queues and [delivery](/posts/durable/). 配信サーバーの設定を見直した。\n\n", paragraphs));
            File.WriteAllText(Path.Combine(Folder, path), $"---\ntitle: A post about 配信\n---\n\n{text}");
            if (octets < 10_000)
                return;
            using var preview = Process.Start(Info("preview", path, "--output", "preview"))!;
            await preview.StandardOutput.ReadToEndAsync();
            await preview.WaitForExitAsync();
            if (new FileInfo(Path.Combine(Folder, "preview", "2026-02-02-new.eml")).Length >= octets)
                return;
        }
    }

    /// <param name="more">Settings beside those of the blog.</param>
    public SendingProgram Start(params string[] more) => new(Info(["run", .. more.SelectMany(setting => new[] { "--set", setting })]));

    /// <summary>Another command of the program.</summary>
    public SendingProgram Command(params string[] arguments) => new(Info(arguments));

    public Database Open() => StorageRoom.Open(storage ?? new() { ConnectionString = $"Data Source={Path.Combine(Folder, "data", "publisher.db")}" });

    public async Task<List<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var database = Open();
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync(sql, read, CancellationToken.None);
    }

    /// <summary>Runs one command to its end.</summary>
    /// <returns>What it said on standard output.</returns>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var command = Process.Start(Info(arguments))!;
        var (said, faults) = (command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync());
        await command.WaitForExitAsync();
        return command.ExitCode == 0 ? await said : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {await faults}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo Info(params string[] arguments)
    {
        string[] all = [.. arguments, .. settings.SelectMany(setting => new[] { "--set", setting })];
        return program.EndsWith(".dll", StringComparison.Ordinal)
            ? new("dotnet", [program, .. all]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true }
            : new(program, all) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private async Task AddReadersAsync(int readers)
    {
        await using var database = Open();
        await database.WriteAsync(
            async transaction =>
            {
                await using var statement = new Statement(
                    transaction,
                    "insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)",
                    "email");
                for (var i = 0; i < readers; i++)
                    await statement.AddAsync(string.Create(CultureInfo.InvariantCulture, $"reader{i}@example{i % 50}.com"));
                await statement.EndAsync();
            },
            CancellationToken.None);
    }
}
