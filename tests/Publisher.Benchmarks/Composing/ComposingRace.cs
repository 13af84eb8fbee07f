using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Benchmarks.Composing;

/// <summary>How long it takes to compose for many readers who are all due, beside as many plain inserts of deliveries in batches into the same kind of database.</summary>
internal static class ComposingRace
{
    private const int Batch = 1000;
    private static readonly string[] Topics = ["news", "mail", "tools", "people"];
    private static readonly Site Site = new() { Title = "Blog", Url = new("https://blog.example/"), Language = "en", TimeZone = TimeZoneInfo.Utc };

    /// <param name="args"><c>--readers N</c> (1,000,000 by default).</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        var readers = args is ["--readers", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("publisher-composing-").FullName;
        try
        {
            var plain = await PlainAsync(Path.Combine(folder, "plain.db"), readers);
            await using var database = await OpenAsync(Path.Combine(folder, "composed.db"));
            await FillAsync(database, readers);
            var before = Environment.WorkingSet;
            var (took, added, issues, longest) = await ComposeAsync(database);
            await output.WriteLineAsync("| | readers | deliveries | issues | seconds | ratio |\n|---|---|---|---|---|---|");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| plain inserts | | {readers:N0} | | {plain.TotalSeconds:F1} | 1 |"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| composed | {readers:N0} | {added:N0} | {issues} | {took.TotalSeconds:F1} | {took / plain:F2} |"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Another writer waited at most {longest.TotalMilliseconds:F0} ms; memory {before >> 20} MiB before composing, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at its peak"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task<TimeSpan> PlainAsync(string file, int count)
    {
        await using var database = await OpenAsync(file);
        await database.WriteAsync(transaction => transaction.ExecuteAsync("insert into issues (id, key, kind, cadence, language, subject, body_text, body_html, created_at) values (1, 'k', 'digest', 'daily', 'en', '', '', '', 0)", default), default);
        var watch = Stopwatch.StartNew();
        for (var from = 1; from <= count; from += Batch)
        {
            await database.WriteAsync(
                async transaction =>
                {
                    await using var insert = new Statement(transaction, "insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) values (1, @subscriber, 'pending', 0, 0)", "subscriber");
                    for (var id = from; id < from + Batch && id <= count; id++)
                        await insert.ExecuteAsync(id);
                },
                default);
        }

        return watch.Elapsed;
    }

    // Three languages; half of the readers want all, the others one to three of four topics; one in a hundred is suppressed.
    private static Task FillAsync(Database database, int readers) => database.WriteAsync(
        async transaction =>
        {
            var suppressions = new Suppressions(database, new(new byte[32]), TimeProvider.System);
            await using var insert = new Statement(
                transaction,
                "insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'daily', @topics, @language, 0, 0)",
                "email",
                "topics",
                "language");
            for (var i = 0; i < readers; i++)
            {
                var email = string.Create(CultureInfo.InvariantCulture, $"reader{i}@example.com");
                await insert.ExecuteAsync(email, i % 2 == 0 ? "" : SubscriberRows.Text(Topics.Where((_, topic) => ((((i / 2) % 14) + 1) >> topic) % 2 == 1)), (i % 3) switch { 0 => "en", 1 => "de", _ => "ja" });
                if (i % 100 == 7)
                    await suppressions.SuppressAsync(transaction, email, SuppressionReason.HardBounce, default);
            }

            for (var i = 1; i <= 8; i++)
                await transaction.ExecuteAsync("insert into releases (post_id, state, sequence, at) values (@id, 'released', @number, 0)", default, ("id", $"p{i}"), ("number", i));
        },
        default);

    private static async Task<(TimeSpan Took, int Added, int Issues, TimeSpan Longest)> ComposeAsync(Database database)
    {
        Post[] posts = [.. Enumerable.Range(1, 8).Select(i => new Post { Path = $"p{i}.md", Id = $"p{i}", Status = PostStatus.Published, Title = $"Post {i}", Url = new($"https://blog.example/p{i}"), Published = DateTimeOffset.UnixEpoch, Tags = [Topics[i % 4]], Body = PostBody.Kept(string.Concat(Enumerable.Repeat("Some *words* of a post.\n\n", 200))) })];
        var catalogue = new Catalogue { Posts = posts, Published = posts, Files = new Dictionary<string, ReadFile>() };
        var composer = new Composer(database, new(database, Writer()), new(database, new(new byte[32]), TimeProvider.System), TimeProvider.System, NullLogger<Composer>.Instance);
        using var done = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        var other = OtherAsync(database, done.Token);
        var edition = await composer.OpenAsync(Cadence.Daily, DateTimeOffset.UnixEpoch, catalogue, default);
        var added = await composer.ComposeAsync(edition!, default);
        var took = watch.Elapsed;
        await done.CancelAsync();
        return (took, added, edition!.Issues.Count, await other);
    }

    // A page that writes, such as a subscription, while it is composed.
    private static async Task<TimeSpan> OtherAsync(Database database, CancellationToken done)
    {
        var longest = TimeSpan.Zero;
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            await database.WriteAsync(transaction => transaction.SetMarkAsync("other", DateTimeOffset.UnixEpoch, default), default);
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        return longest;
    }

    private static async Task<Database> OpenAsync(string file)
    {
        var database = StorageRoom.Open(new() { ConnectionString = $"Data Source={file}" });
        await new Migrator(database, TimeProvider.System).MigrateAsync(default);
        return database;
    }

    private static IssueWriter Writer()
    {
        var (options, key) = (new PostsOptions(), new SigningKey(new byte[32]));
        var lookup = new PostLookup(PostFinder.For(options.Folder, SiteFile.None), new(Site, SiteFile.None, options));
        return new(new PostRenderer(Site, SiteFile.None, options, new(Site, SiteFile.None, options, lookup)), new TemplateSet(null), new(key, new(Site, new(key))), Site, new MailOptions());
    }
}
