using System.Collections.Frozen;

namespace Publisher.Subscribers.Transfer;

/// <summary>The formats that are known, as their programs write them. Tags and labels are the sender's notes there and no choice of the reader's: as topics they would keep mail from people.</summary>
internal static class ListFormats
{
    public const string OwnName = "publisher";

    private static readonly string[] Email = ["email", "emailaddress", "mail", "mailaddress", "メールアドレス"];

    public static readonly ListFormat Listmonk = new(
        "listmonk",
        [["uuid", "email", "attributes", "status"]],
        Names((Column.Email, Email), (Column.Status, ["status"]), (Column.ConfirmedAt, ["createdat"])),
        Words((Standing.Confirmed, "enabled"), (Standing.Unsubscribed, "disabled"), (Standing.Manual, "blocklisted blacklisted")),
        [],
        Files());

    public static readonly ListFormat Ghost = new(
        "Ghost",
        [["email", "subscribedtoemails"], ["email", "complimentaryplan", "stripecustomerid"]],
        Names((Column.Email, Email), (Column.ConfirmedAt, ["createdat"])),
        Words(),
        [new("subscribedtoemails", "false", Standing.Unsubscribed), new("deletedat", null, Standing.Unsubscribed)],
        Files());

    public static readonly ListFormat Substack = new(
        "Substack",
        [["email", "activesubscription"], ["email", "emaildisabled"]],
        Names((Column.Email, Email), (Column.ConfirmedAt, ["createdat"])),
        Words(),
        [new("emaildisabled", "true", Standing.Unsubscribed)],
        Files());

    public static readonly ListFormat Mailchimp = new(
        "Mailchimp",
        [["memberrating"], ["optintime"], ["leid", "euid"]],
        Names((Column.Email, Email), (Column.ConfirmedAt, ["confirmtime", "optintime"]), (Column.TimeZone, ["timezone"]), (Column.Language, ["language"])),
        Words(),
        [
            new("cleantime", null, Standing.HardBounce), new("cleancampaignid", null, Standing.HardBounce), new("cleancampaigntitle", null, Standing.HardBounce),
            new("unsubtime", null, Standing.Unsubscribed), new("unsubreason", null, Standing.Unsubscribed), new("unsubcampaignid", null, Standing.Unsubscribed),
        ],
        Files(("cleaned", Standing.HardBounce), ("unsubscribed", Standing.Unsubscribed), ("nonsubscribed", Standing.Unsubscribed)));

    public static readonly ListFormat Buttondown = new(
        "Buttondown",
        [["subscribertype"], ["type", "metadata"], ["type", "creationdate"]],
        Names((Column.Email, Email), (Column.Status, ["subscribertype", "type"]), (Column.ConfirmedAt, ["creationdate", "createdat"])),
        Words(
            (Standing.Confirmed, "regular premium trialed gifted churning churned unpaid pastdue paused"),
            (Standing.Unconfirmed, "unactivated unconfirmed"),
            (Standing.Unsubscribed, "unsubscribed disabled upcoming"),
            (Standing.HardBounce, "undeliverable"),
            (Standing.Complaint, "complained"),
            (Standing.Manual, "spammy removed blocked")),
        [new("unsubscriptiondate", null, Standing.Unsubscribed)],
        Files());

    public static readonly ListFormat Own = new(
        OwnName,
        [[]],
        Names(
            (Column.Email, Email), (Column.Cadence, ["cadence"]), (Column.Topics, ["topics"]), (Column.Language, ["language"]), (Column.TimeZone, ["timezone"]),
            (Column.Status, ["status"]), (Column.ConfirmedAt, ["confirmedat"]), (Column.Reason, ["reason"]),
            (Column.Format, ["format"]), (Column.PausedUntil, ["pauseduntil"])),
        Words(
            (Standing.Confirmed, "confirmed subscribed active"),
            (Standing.Unconfirmed, "unconfirmed pending"),
            (Standing.Unsubscribed, "unsubscribed"),
            (Standing.HardBounce, "hardbounce bounced cleaned"),
            (Standing.Complaint, "complaint complained"),
            (Standing.Manual, "manual blocklisted suppressed")),
        [],
        Files());

    /// <summary>In the order in which they are tried; the last takes what is left.</summary>
    public static readonly IReadOnlyList<ListFormat> All = [Listmonk, Ghost, Substack, Mailchimp, Buttondown, Own];

    private static FrozenDictionary<Column, string[]> Names(params (Column Column, string[] Names)[] names) => names.ToFrozenDictionary(name => name.Column, name => name.Names);

    private static FrozenDictionary<string, Standing> Words(params (Standing Standing, string Words)[] words) => words
        .SelectMany(pair => pair.Words.Split(' ').Select(word => KeyValuePair.Create(word, pair.Standing)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static FrozenDictionary<string, Standing> Files(params (string Beginning, Standing Standing)[] files) => files.ToFrozenDictionary(file => file.Beginning, file => file.Standing);
}
