using Publisher.Api.Forms;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Forms of what is sent, and of what more than one route answers.</summary>
internal static class Shapes
{
    private const int LongestZone = 64;

    private static readonly Field Cadence = Field.Maybe("cadence", Schema.Word<Cadence>("How often they want mail."));
    private static readonly Field Topics = Field.Maybe("topics", Schema.List("Categories and tags they want; none means all.", Schema.Text("A topic.", TopicNames.Longest, 1), TopicNames.Most));
    private static readonly Field Language = Field.Maybe("language", Schema.Text("The language of their mails, such as en or pt-BR.", 35, 2));
    private static readonly Field Lift = Field.Maybe("lift", Schema.Flag("Whether they asked anew after they had left or were suppressed."));

    public static readonly Schema Subscriber = Schema.Object(
        "Subscriber",
        "A reader.",
        new("id", Schema.Number("Their number, which nobody else ever gets.")),
        new("email", Schema.Text("Their address.")),
        new("status", Schema.Word<SubscriberStatus>("How the subscription stands.")),
        new("cadence", Schema.Word<Cadence>("How often they want mail.")),
        new("topics", Schema.List("Categories and tags they want; none means all.", Schema.Text("A topic."))),
        new("language", Schema.Text("A language tag.")),
        new("timeZone", Schema.Text("An IANA name; null for the site's.").OrNull()),
        new("confirmedAt", Schema.Time("When they confirmed.").OrNull()),
        new("suppressed", Schema.Flag("Whether the address is never mailed.")),
        new("reason", Schema.Word<SuppressionReason>("Why it is not.").OrNull()),
        new("format", Schema.Word<MailFormat>("How mail to them looks.")),
        new("pausedUntil", Schema.Time("Until when no issue is made for them.").OrNull()),
        new("consent", Schema.Text("By what they agreed.").OrNull()),
        new("consentForm", Schema.Text("The form by which they asked.").OrNull()),
        new("consentText", Schema.Text("The version of the sentence that they agreed to.").OrNull()),
        new("consentNetwork", Schema.Text("The network they came from, where that is kept.").OrNull()));

    public static readonly Schema NewSubscriber = Schema.Object(
        "NewSubscriber",
        "A person to take in.",
        new("email", Schema.Address("Their address.")),
        Cadence,
        Topics,
        Language,
        Field.Maybe("confirmed", Schema.Flag("They agreed, and you can prove it: no mail asks them.")),
        Lift);

    public static readonly Schema SubscriberChange = Schema.Object(
        "SubscriberChange",
        "What a reader wants from now on; what is left out stays.",
        Cadence,
        Topics,
        Language,
        Field.Maybe("timeZone", Schema.Text("An IANA name, such as Europe/Berlin; null for the site's.", LongestZone).OrNull()),
        Field.Maybe("format", Schema.Word<MailFormat>("How mail to them looks.")),
        Field.Maybe("pausedUntil", Schema.Time("Until when no issue is made for them; null for no pause.").OrNull()));

    public static readonly Schema Confirmation = Schema.Object("Confirmation", "How a reader is confirmed in their place.", Lift);

    public static readonly Schema Retry = Schema.Object("Retry", "What is sent again.", Field.Maybe("unknown", Schema.Flag("Those too of whom nobody knows whether they got it: some may get it twice.")));

    public static readonly Schema Posts = Schema.Object("Posts", "Some posts.", new Field("ids", Schema.List("Their ids in the feeds.", Schema.Text("An id.", 2000, 1), 1000) with { Shortest = 1 }));

    public static readonly Schema NewSuppression = Schema.Object("NewSuppression", "An address that is never to be mailed.", new Field("email", Schema.Address("The address.")));

    public static readonly Schema Problem = Schema.Object(
        "Problem",
        "What went wrong (RFC 9457).",
        new("type", Schema.Text("The address of its kind.")),
        new("title", Schema.Text("Its kind in words.")),
        new("status", Schema.Number("The status of the answer.")),
        new("detail", Schema.Text("What it is here, and what to do.")),
        Field.Maybe("errors", Schema.List("What is wrong, one by one.", Schema.Object(
            "ProblemError",
            "One thing that is wrong.",
            Field.Maybe("pointer", Schema.Text("Where in the body (RFC 6901).")),
            Field.Maybe("parameter", Schema.Text("The parameter of the address.")),
            new("detail", Schema.Text("What is wrong with it, and what to do."))))));

    public static Schema PageOf(Schema thing) => Schema.Object(
        $"{thing.Name}Page",
        "A page of a list.",
        new("items", Schema.List("The entries.", thing)),
        new("next", Schema.Text("For `cursor`, to get the next page; null on the last.").OrNull()));

    public static IReadOnlyList<Result> Page(Schema thing) => [new(StatusCodes.Status200OK, "A page.", PageOf(thing))];

    public static IReadOnlyList<Result> Act { get; } = [new(StatusCodes.Status200OK, "What came of it.", ActDone.Schema)];
}
