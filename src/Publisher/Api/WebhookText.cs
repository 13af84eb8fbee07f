using System.Text.Json.Nodes;
using Publisher.Api.Forms;
using Publisher.Webhooks;

namespace Publisher.Api;

/// <summary>Writes what other programs are told as the <c>webhooks</c> of the document (OpenAPI 3.1, section 4.8.1).</summary>
internal static class WebhookText
{
    private static readonly Schema Reader = Schema.Object(
        "ReaderEvent",
        "A reader who came or left.",
        new("id", Schema.Number("Of the subscriber.")),
        new("email", Schema.Text("Their address; null of who wished to be forgotten.").OrNull()),
        new("status", Schema.Word("How the subscription stands from now on.", "confirmed", "unsubscribed")),
        new("cadence", Schema.Text("How often they want mail.").OrNull()),
        new("topics", Schema.List("What they want mail about; none means all.", Schema.Text("A topic.")).OrNull()),
        new("language", Schema.Text("A language tag.").OrNull()),
        new("reason", Schema.Word("Why they left.", "unsubscribed", "complaint", "removed", "erased").OrNull()));

    private static readonly Schema Bounce = Schema.Object(
        "BounceEvent",
        "A mail that came back, or was called spam.",
        new("id", Schema.Number("Of the subscriber.")),
        new("email", Schema.Text("Their address.").OrNull()),
        new("issue", Schema.Number("Of the issue.")),
        new("kind", Schema.Word("What it says of the address.", "hard", "unreachable", "soft", "block", "content", "complaint")),
        new("code", Schema.Text("The server's (RFC 3463).").OrNull()),
        new("suppressed", Schema.Flag("Whether the address is mailed no more because of it.")));

    private static readonly Schema Issue = Schema.Object(
        "IssueEvent",
        "An issue of which nothing is left to send. It comes again if more of it is sent later.",
        new("id", Schema.Number("Of the issue.")),
        new("kind", Schema.Word("One post, or several.", "post", "digest")),
        new("cadence", Schema.Text("For readers who want mail so often.")),
        new("language", Schema.Text("A language tag.")),
        new("subject", Schema.Text("Of its mails.")),
        new("planned", Schema.Number("How many deliveries were decided.")),
        new("sent", Schema.Number("How many were sent.")),
        new("failed", Schema.Number("How many failed.")),
        new("withheld", Schema.Number("How many were not sent, by decision.")));

    private static readonly (string Type, string About, Schema Data)[] Events =
    [
        (EventTypes.SubscriberConfirmed, "A reader confirmed.", Reader),
        (EventTypes.SubscriberLeft, "A reader left.", Reader),
        (EventTypes.SubscriberBounced, "A mail to a reader came back.", Bounce),
        (EventTypes.IssueSent, "An issue is sent.", Issue),
    ];

    public static IEnumerable<Schema> Schemas => Events.Select(told => told.Data);

    public static JsonObject All() => new(Events.Select(told => KeyValuePair.Create(told.Type, (JsonNode?)new JsonObject { ["post"] = Operation(told.Type, told.About, told.Data) })));

    private static JsonObject Operation(string type, string about, Schema data) => new()
    {
        ["summary"] = about,
        ["security"] = new JsonArray(),
        ["requestBody"] = new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = SchemaText.Whole(Message(type, data)) } },
        },
        ["responses"] = new JsonObject { ["2XX"] = new JsonObject { ["description"] = "It was taken. Anything else is tried again, for three days." } },
    };

    private static Schema Message(string type, Schema data) => Schema.Object(
        null,
        "Signed as Standard Webhooks has it, by webhook-id, webhook-timestamp and webhook-signature.",
        new("type", Schema.Word("What happened.", type)),
        new("timestamp", Schema.Time("When it happened.")),
        new("data", data));
}
