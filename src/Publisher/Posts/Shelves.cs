namespace Publisher.Posts;

/// <summary>The entries of a catalogue in every order that something is looked for in.</summary>
internal sealed record Shelves
{
    public static Shelves Empty { get; } = new();

    public Ordered<Entry> Entries { get; private init; } = new(Entry.ByPath);

    public Ordered<Post> Published { get; private init; } = new(Placed.NewestFirst);

    public Places ByAddress { get; private init; } = Places.None;

    public Places ByOldPath { get; private init; } = Places.None;

    /// <summary>What changes by itself, the next first.</summary>
    public Ordered<Due> Due { get; private init; } = new(Posts.Due.Order);

    /// <summary>Entries that wait for an id that another post has.</summary>
    public Ordered<Entry> Clashes { get; private init; } = new(Entry.ByPath);

    public Ordered<Entry> Links { get; private init; } = new(Entry.ByPath);

    public Entry? At(string path) => Entries.Find(Entry.At(path)) is >= 0 and var at ? Entries[at] : null;

    /// <summary>Whether any path begins so.</summary>
    public bool HasBelow(string start) => Entries.From(Entry.At(start), entry => entry.Path.StartsWith(start, StringComparison.Ordinal)).Any();

    /// <summary>With other entries in the place of some, nobody's address looked at yet.</summary>
    public Shelves With(IReadOnlyList<Entry> without, IReadOnlyList<Entry> with, DateTimeOffset now)
    {
        var (entries, published, byAddress, others) = (Entries, Published, ByAddress, this);
        // Each takes long at the first look at a large folder.
        Parallel.Invoke(
            () => byAddress = ByAddress.With(without.SelectMany(Addresses), with.SelectMany(Addresses)),
            () => entries = Entries.With(without, with),
            () => published = Published.With(without.SelectMany(Seen), with.SelectMany(Seen)),
            () => others = Others(without, with, now));
        return others with { Entries = entries, Published = published, ByAddress = byAddress };
    }

    /// <summary>With entries that are shown otherwise, and are the same else.</summary>
    public Shelves Showing(IReadOnlyList<(Entry Old, Entry New)> changed) => changed.Count == 0 ? this : this with
    {
        Entries = Entries.With(changed.Select(pair => pair.Old), changed.Select(pair => pair.New)),
        Published = Published.With(changed.SelectMany(pair => Seen(pair.Old)), changed.SelectMany(pair => Seen(pair.New))),
        ByOldPath = ByOldPath.With(changed.SelectMany(pair => Moved(pair.Old)), changed.SelectMany(pair => Moved(pair.New))),
        Links = Links.With(changed.Select(pair => pair.Old).Where(entry => entry.File.IsLink), changed.Select(pair => pair.New).Where(entry => entry.File.IsLink)),
    };

    private Shelves Others(IReadOnlyList<Entry> without, IReadOnlyList<Entry> with, DateTimeOffset now) => this with
    {
        ByOldPath = ByOldPath.With(without.SelectMany(Moved), with.SelectMany(Moved)),
        Due = Due.With(without.SelectMany(Dues), with.SelectMany(Dues).Where(due => due.At > now)),
        Clashes = Clashes.With(without.Where(entry => entry.IsClash), with.Where(entry => entry.IsClash)),
        Links = Links.With(without.Where(entry => entry.File.IsLink), with.Where(entry => entry.File.IsLink)),
    };

    private static IEnumerable<Post> Seen(Entry entry) => entry.Shown.IsPublished ? [entry.Shown] : [];

    private static IEnumerable<Placed> Addresses(Entry entry) => entry.Identified.IsPublished ? [new(Catalogue.Address(entry.Identified), entry.Identified)] : [];

    private static IEnumerable<Placed> Moved(Entry entry) => entry.Shown is { IsPublished: true, Redirects.Count: > 0 } ? Catalogue.OldPaths(entry.Shown).Select(path => new Placed(path, entry.Shown)) : [];

    private static IEnumerable<Due> Dues(Entry entry) => Reading.Verdict.NextChange(entry.Judged) is { } at ? [new(at, entry.Path)] : [];
}
