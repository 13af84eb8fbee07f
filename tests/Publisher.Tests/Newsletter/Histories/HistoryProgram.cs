using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Publisher.Mail;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;
using Publisher.Posts.Rendering;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Templates;

namespace Publisher.Tests.Newsletter.Histories;

/// <summary>What a program forgets when it dies: the real newsletter on a database that stays.</summary>
internal sealed class HistoryProgram
{
    private static readonly Site Site = new() { Title = "Blog", Url = new("https://blog.example/"), Language = "en", TimeZone = TimeZoneInfo.Utc };
    private static readonly SigningKey Key = new(new byte[32]);
    private static readonly IssueWriter Writer = NewWriter();
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private readonly Database database;
    private readonly FreeClock clock;
    private readonly PostRegister register;
    private readonly Press press;
    private readonly Ledger ledger;
    private readonly Accounts accounts;
    private RegisterIndex? index;
    private int turn;

    public HistoryProgram(Database database, NewsletterOptions options, FreeClock clock)
    {
        (this.database, this.clock) = (database, clock);
        var hash = new AddressHash(new byte[32]);
        var suppressions = new Suppressions(database, hash, clock);
        Subscriptions = new(database, new(database), suppressions, new(hash, new()), clock);
        Book = new(database, Subscriptions, suppressions, clock);
        register = new(database);
        Releases = new(database, options, clock, NullLogger<Releases>.Instance);
        var composer = new Composer(database, new(database, Writer), suppressions, clock, NullLogger<Composer>.Instance) { Chunk = 2 };
        press = new(Releases, composer, new(database, options, Site, clock, NullLogger<Timetable>.Instance), Meters, clock, NullLogger<Press>.Instance);
        ledger = SomeLedger.On(database, options, suppressions);
        accounts = new(database, options, clock, NullLogger<Accounts>.Instance);
    }

    public Subscriptions Subscriptions { get; }

    public SubscriberBook Book { get; }

    public Releases Releases { get; }

    public Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    public Task RecoverAsync() => ledger.RecoverAsync(clock.Now, CancellationToken.None);

    public async Task LookAsync(HistoryFolder folder)
    {
        index ??= new((await register.LoadAsync(CancellationToken.None)).Values);
        var changed = folder.Files.Values.Where(post => Catalogue.Shelves.At(post.Path)?.File.Read != post).ToDictionary(post => post.Path, ReadFile? (post) => new(new(1, default), post, post));
        foreach (var path in Catalogue.Files.Keys.Where(path => !folder.Files.ContainsKey(path)))
            changed[path] = null;
        if (changed.Count == 0 && Catalogue != Catalogue.Empty)
            return;
        var (catalogue, changes) = new CatalogueBuilder(drafts: false, future: false).Next(Catalogue, changed, index, clock.Now);
        await register.SaveAsync(changes, CancellationToken.None);
        index.Learn(changes);
        Catalogue = catalogue;
    }

    public Task<int> TurnAsync() => press.TurnAsync(Catalogue, (cadence, _, now) => HistoryModel.Last(cadence, now), CancellationToken.None);

    /// <summary>Sends what is due as a runner of one connection does: claim, send, settle.</summary>
    /// <param name="send">What the server answers.</param>
    public async Task SendAsync(Func<Delivery, Outcome> send)
    {
        await accounts.PullBackAsync(CancellationToken.None);
        while (await ledger.ClaimAsync($"history/0/{turn++}", clock.Now, CancellationToken.None) is { Count: > 0 } chunk)
        {
            foreach (var delivery in chunk)
                await ledger.SettleAsync([(delivery, delivery.Objection is { } objection ? new(DeliveryStatus.Withheld, objection) : send(delivery))], clock.Now, CancellationToken.None);
        }

        await accounts.CheckAsync(CancellationToken.None);
    }

    /// <summary>What would be mailed, by cadence and posts.</summary>
    public Task<Plan> PlanAsync() => new Planner(database, Releases, SuppressionList.Empty).PlanAsync(Catalogue, (_, _) => null, clock.Now, CancellationToken.None);

    private static IssueWriter NewWriter()
    {
        var options = new PostsOptions();
        var lookup = new PostLookup(PostFinder.For(options.Folder, SiteFile.None), new(Site, SiteFile.None, options));
        var renderer = new PostRenderer(Site, SiteFile.None, options, new(Site, SiteFile.None, options, lookup));
        return new(renderer, new TemplateSet(null), new(Key, new(Site, new(Key))), Site, new MailOptions());
    }
}
