using Publisher.Api.Forms;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>What came of an act.</summary>
/// <param name="Outcome"><c>done</c>, or <c>already</c> where it was so before.</param>
/// <param name="Count">How many deliveries or posts it was done to; null where it is done to the one thing.</param>
internal sealed record ActDone(string Outcome, int? Count = null)
{
    public static readonly Schema Schema = Schema.Object(
        "Act",
        "What came of an act.",
        new("outcome", Schema.Word("done, or already where it was so before.", "done", "already")),
        new("count", Schema.Number("How many deliveries or posts it was done to; null where it is done to the one thing.").OrNull()));
}

/// <summary>What came of taking a person in.</summary>
internal sealed record ReaderTaken(long Id, string Outcome)
{
    public static readonly Schema Schema = Schema.Object(
        "Taken",
        "What came of taking a person in.",
        new("id", Schema.Number("Of the subscriber.")),
        new("outcome", Schema.Word("done: confirmed. mailqueued: a mail asks them to confirm. already: they are a confirmed reader, and keep what they chose.", "done", "mailqueued", "already")));
}

/// <summary>An issue in a list.</summary>
internal sealed record IssueThing(long Id, string Kind, Cadence Cadence, string Language, string Subject, string Status, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, long Planned)
{
    public static IReadOnlyList<Field> Fields { get; } =
    [
        new("id", Schema.Number("Its number.")),
        new("kind", Schema.Word("One post, or several.", "post", "digest")),
        new("cadence", Schema.Word<Cadence>("For readers who want mail so often.")),
        new("language", Schema.Text("A language tag.")),
        new("subject", Schema.Text("Of its mails.")),
        new("status", Schema.Word("Whether it gives out mail.", IssueRoutes.States)),
        new("reason", Schema.Text("Who or what stopped it.").OrNull()),
        new("createdAt", Schema.Time("When it was composed.")),
        new("closedAt", Schema.Time("When nothing of it was left to send; null while there is.").OrNull()),
        new("planned", Schema.Number("How many deliveries were decided.")),
    ];

    public static readonly Schema Schema = Schema.Object("Issue", "An edition of the newsletter.", Fields);
}

/// <summary>An issue with its account.</summary>
internal sealed record IssueWhole(
    long Id,
    string Kind,
    Cadence Cadence,
    string Language,
    string Subject,
    string Status,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    long Planned,
    IReadOnlyList<string> Posts,
    long Sent,
    long Failed,
    long Withheld,
    long Unknown,
    long Pending,
    long Deferred,
    long Sending,
    IReadOnlyList<IssueReason> Reasons)
{
    public static readonly Schema Schema = Schema.Object(
        "IssueWithAccount",
        "An edition of the newsletter, with what became of it.",
        [
            .. IssueThing.Fields,
            new("posts", Schema.List("The files of its posts, or their ids where they are gone.", Schema.Text("A file or an id."))),
            .. Enum.GetValues<DeliveryStatus>().OrderBy(Place).Select(status => new Field(SubscriberRows.Word(status), Schema.Number($"Deliveries that are {SubscriberRows.Word(status)}."))),
            new("reasons", Schema.List("Why deliveries stand as they do, the most frequent first.", Schema.Object(
                "IssueReason",
                "Why deliveries stand as they do.",
                new("status", Schema.Word<DeliveryStatus>("Of the deliveries.")),
                new("reason", Schema.Text("What a server or a rule said.")),
                new("count", Schema.Number("How many."))))),
        ]);

    private static int Place(DeliveryStatus status) => Array.IndexOf([DeliveryStatus.Sent, DeliveryStatus.Failed, DeliveryStatus.Withheld, DeliveryStatus.Unknown, DeliveryStatus.Pending, DeliveryStatus.Deferred, DeliveryStatus.Sending], status);
}

/// <summary>One issue to one reader.</summary>
internal sealed record DeliveryThing(long Issue, long Subscriber, DeliveryStatus Status, int Attempts, DateTimeOffset DueAt, DateTimeOffset? SettledAt, string? Reply)
{
    public static readonly Schema Schema = Schema.Object(
        "Delivery",
        "One issue to one subscriber.",
        new("issue", Schema.Number("Of the issue.")),
        new("subscriber", Schema.Number("Of the subscriber.")),
        new("status", Schema.Word<DeliveryStatus>("How it stands.")),
        new("attempts", Schema.Number("Attempts so far.")),
        new("dueAt", Schema.Time("When it was, or is, tried next.")),
        new("settledAt", Schema.Time("When the last attempt ended.").OrNull()),
        new("reply", Schema.Text("What the server or a rule said last; it may quote the address.").OrNull()));
}

/// <summary>A file of the posts folder.</summary>
internal sealed record PostThing(string Path, PostStatus Status, string Reason, string? Id, string? Url, string Title, DateTimeOffset? Published, DateTimeOffset? Updated, IReadOnlyList<string> Authors, IReadOnlyList<string> Categories, IReadOnlyList<string> Tags, string? Language)
{
    public static readonly Schema Schema = Schema.Object(
        "Post",
        "A file of the posts folder, with its verdict.",
        new("path", Schema.Text("Of the file, below the posts folder.")),
        new("status", Schema.Word<PostStatus>("Its verdict.")),
        new("reason", Schema.Text("Why it is not published; empty where it is.")),
        new("id", Schema.Text("Its id in the feeds, for life.").OrNull()),
        new("url", Schema.Text("Its address.").OrNull()),
        new("title", Schema.Text("Plain text.")),
        new("published", Schema.Time("Its date.").OrNull()),
        new("updated", Schema.Time("When it last changed.").OrNull()),
        new("authors", Names("Who wrote it.")),
        new("categories", Names("Its categories.")),
        new("tags", Names("Its tags.")),
        new("language", Schema.Text("A language tag.").OrNull()));

    public static PostThing Of(Post post) => new(
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
        post.Language);

    private static Schema Names(string about) => Schema.List(about, Schema.Text("A name."));
}

/// <summary>A post that waits for the operator's word.</summary>
internal sealed record HeldThing(string Id, string? Path, string? Title)
{
    public static readonly Schema Schema = Schema.Object(
        "HeldPost",
        "A post that is mailed once the operator says so.",
        new("id", Schema.Text("Its id in the feeds.")),
        new("path", Schema.Text("Of its file; null where that is gone.").OrNull()),
        new("title", Schema.Text("Plain text; null where its file is gone.").OrNull()));
}

/// <summary>An address that is never mailed.</summary>
/// <param name="Hash">Stands for the address, which is not kept.</param>
internal sealed record SuppressionThing(string Hash, SuppressionReason Reason, DateTimeOffset At)
{
    public static readonly Schema Schema = Schema.Object(
        "Suppression",
        "An address that is never mailed. The address itself is not kept: ask by `email` whether one is among them.",
        new("hash", Schema.Text("Stands for the address here; made with a secret of this database.")),
        new("reason", Schema.Word<SuppressionReason>("Why.")),
        new("at", Schema.Time("Since when.")));
}

/// <summary>The token that asks.</summary>
internal sealed record TokenThing(long Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static readonly Schema Schema = Schema.Object(
        "Token",
        "The token that asks.",
        new("id", Schema.Number("Its number.")),
        new("name", Schema.Text("What it is for.")),
        new("scopes", Schema.List("What it may do.", Schema.Word("A scope.", Tokens.Scopes.All))),
        new("createdAt", Schema.Time("When it was made.")),
        new("expiresAt", Schema.Time("When it is over; null for never.").OrNull()));
}

/// <summary>What a kind of problem is.</summary>
internal sealed record ProblemAbout(string Name, int Status, string Title)
{
    public static readonly Schema Schema = Schema.Object(
        "ProblemKind",
        "A kind of problem.",
        new("name", Schema.Text("Ends its type.")),
        new("status", Schema.Number("The status of an answer that is one.")),
        new("title", Schema.Text("In words.")));
}
