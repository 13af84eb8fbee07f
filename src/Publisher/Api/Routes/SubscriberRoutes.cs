using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Readers: what <c>publisher subscribers</c> does.</summary>
internal sealed class SubscriberRoutes(SubscriberBook book, ReaderLists lists, Site site)
{
    private const string One = "/subscribers/{id}";

    public IEnumerable<ApiRoute> All() =>
    [
        new("listSubscribers", HttpMethods.Get, "/subscribers", Scopes.ReadSubscribers, "Lists readers", ListAsync)
        {
            Query = [Parameters.SortBy("id", "-id"), new("status", Schema.Word<SubscriberStatus>("Only those of a status.")), new("email", Schema.Address("Only the one with this address.")), .. Parameters.Pages],
            Results = Shapes.Page(Shapes.Subscriber),
        },
        new("showSubscriber", HttpMethods.Get, One, Scopes.ReadSubscribers, "Shows a reader", ShowAsync) { Results = [new(200, "The reader.", Shapes.Subscriber)] },
        new("addSubscriber", HttpMethods.Post, "/subscribers", Scopes.WriteSubscribers, "Takes a person in: a mail asks them to confirm, unless you vouch for them", AddAsync)
        {
            Body = Shapes.NewSubscriber,
            Results = [new(200, "They are a confirmed reader already.", ReaderTaken.Schema), new(201, "They are a confirmed reader now.", ReaderTaken.Schema), new(202, "A mail asks them to confirm.", ReaderTaken.Schema)],
        },
        new("changeSubscriber", HttpMethods.Patch, One, Scopes.WriteSubscribers, "Changes what a reader gets", ChangeAsync) { Body = Shapes.SubscriberChange, Results = Shapes.Act },
        new("confirmSubscriber", HttpMethods.Post, $"{One}/confirm", Scopes.WriteSubscribers, "Confirms in a person's place", ConfirmAsync) { Body = Shapes.Confirmation, BodyIsOptional = true, Results = Shapes.Act },
        new("removeSubscriber", HttpMethods.Post, $"{One}/remove", Scopes.WriteSubscribers, "Ends a subscription, and mails the address no more", RemoveAsync) { Results = Shapes.Act },
        new("eraseSubscriber", HttpMethods.Delete, One, Scopes.WriteSubscribers, "Deletes all that is known of a reader, and keeps no more than a hash that holds imports off. It cannot be undone", EraseAsync) { Results = [new(204, "They are forgotten.")] },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call) =>
        ApiAnswer.Of(call.Page(await lists.ReadersAsync(call.PlaceNumber, call.IsDescending, call["status"], call["email"], call.Limit + 1, call.Aborted), entry => Number(entry.Reader.Id), SubscriberLine.Of));

    private async Task<ApiAnswer> ShowAsync(ApiCall call) => await lists.ReaderAsync(call.Id, call.Aborted) is { } entry ? ApiAnswer.Of(SubscriberLine.Of(entry)) : None();

    private async Task<ApiAnswer> AddAsync(ApiCall call)
    {
        var email = ApiCall.Email(call.Text("email")!);
        if (Language(call) is not { } language)
            return NoLanguage();
        var wish = new Wish(CadenceOf(call) ?? Cadence.Instant, TopicNames.Clean(call.Texts("topics") ?? []), language);
        var outcome = await book.AddAsync(email, wish, call.Flag("confirmed"), call.Flag("lift"), CancellationToken.None);
        if (Objection(outcome) is { } objection)
            return objection;
        var id = await lists.NumberAsync(email, CancellationToken.None);
        var status = outcome switch { ReaderOutcome.Done => 201, ReaderOutcome.MailQueued => 202, _ => 200 };
        return ApiAnswer.Of(new ReaderTaken(id, SubscriberRows.Word(outcome)), status, $"/subscribers/{Number(id)}") with { Reader = id };
    }

    private async Task<ApiAnswer> ChangeAsync(ApiCall call)
    {
        if (Language(call) is not { } language)
            return NoLanguage();
        if (!Zones.IsOneOrEmpty(call.Text("timeZone")))
            return ProblemKind.Invalid.Says("There is no such time zone", Fault.At("/timeZone", "give an IANA name such as Europe/Berlin, or null"));
        return await ActAsync(call, email => book.ChangeAsync(email, before => Changed(call, before, language), CancellationToken.None));
    }

    private static Preferences Changed(ApiCall call, Preferences before, string language) => before with
    {
        Cadence = CadenceOf(call) ?? before.Cadence,
        Topics = call.Texts("topics") is { } topics ? TopicNames.Clean(topics) : before.Topics,
        Language = call.Has("language") ? language : before.Language,
        HasChosenLanguage = call.Has("language") || before.HasChosenLanguage,
        TimeZone = call.Has("timeZone") ? (call.Text("timeZone") is { Length: > 0 } zone ? zone : null) : before.TimeZone,
        Format = call.Text("format") is { } format ? SubscriberRows.Value<MailFormat>(format) : before.Format,
        PausedUntil = call.Has("pausedUntil") ? (SchemaFaults.TryReadInstant(call.Text("pausedUntil") ?? "", out var until) ? until : null) : before.PausedUntil,
    };

    private Task<ApiAnswer> ConfirmAsync(ApiCall call) => ActAsync(call, email => book.ConfirmAsync(email, call.Flag("lift"), CancellationToken.None));

    private Task<ApiAnswer> RemoveAsync(ApiCall call) => ActAsync(call, email => book.RemoveAsync(email, CancellationToken.None));

    private async Task<ApiAnswer> EraseAsync(ApiCall call)
    {
        var answer = await ActAsync(call, email => book.EraseAsync(email, CancellationToken.None));
        return answer.IsProblem ? answer : ApiAnswer.Nothing;
    }

    // What is begun is done, whether or not the caller waits for it.
    private async Task<ApiAnswer> ActAsync(ApiCall call, Func<EmailAddress, Task<ReaderOutcome>> act)
    {
        var outcome = await lists.AddressAsync(call.Id, call.Aborted) is { } email ? await act(email) : ReaderOutcome.Unknown;
        return outcome == ReaderOutcome.Unknown ? None() : Objection(outcome) ?? ApiAnswer.Of(new ActDone(SubscriberRows.Word(outcome)));
    }

    private static ApiAnswer? Objection(ReaderOutcome outcome) => outcome switch
    {
        ReaderOutcome.MailedLately => ProblemKind.Conflict.Says("They were asked to confirm today, or three times this month, and are not asked again; if they agreed, say so by confirmed"),
        ReaderOutcome.HasLeft => ProblemKind.Conflict.Says("They have unsubscribed; if they asked to come back, say so by lift"),
        ReaderOutcome.Suppressed => ProblemKind.Conflict.Says("The address is suppressed and gets no mail; if its owner asked for it since, say so by lift"),
        _ => null,
    };

    private string? Language(ApiCall call) => call.Text("language") is { } text ? Languages.Tag(text) : site.Language;

    private static Cadence? CadenceOf(ApiCall call) => call.Text("cadence") is { } word ? SubscriberRows.Value<Cadence>(word) : null;

    private static ApiAnswer NoLanguage() => ProblemKind.Invalid.Says("There is no such language", Fault.At("/language", "give a code such as en or pt-BR"));

    private static ApiAnswer None() => ProblemKind.NotFound.Says("There is no subscriber of this number");

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
