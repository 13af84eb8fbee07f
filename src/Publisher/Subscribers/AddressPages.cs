using Publisher.Mail;

namespace Publisher.Subscribers;

/// <summary>Another address for a reader: asked for on one page, agreed to on two.</summary>
internal sealed class AddressPages(AddressChanges changes, Tokens tokens, SubscriberLinks links, Askers askers, ReaderPages readers)
{
    private const string Refuse = "refuse";

    public async Task Show(HttpContext context)
    {
        if (await ReaderAsync(context) is { } reader)
            await ShowFormAsync(context, reader, "");
        else
            await readers.ExpiredAsync(context);
    }

    public async Task Ask(HttpContext context)
    {
        var form = await SubmittedForm.ReadAsync(context);
        if (await ReaderAsync(context) is not { } reader)
        {
            await readers.ExpiredAsync(context);
            return;
        }

        if (!EmailAddress.TryParse(form.Email, out var email))
        {
            await ShowFormAsync(context, reader, form.Email, readers.Text(context, "subscribe.errorEmail"));
            return;
        }

        // The reader holds a link of ours, and so does who was forwarded a mail: their network pays as for any form.
        await changes.AskAsync(reader, email, askers.Of(context, form) with { Weight = 1 }, context.RequestAborted);
        await readers.SayAsync(context, "addressAsked", linkTo: links.Preferences(reader.Id), email: ReaderPages.Masked(reader));
    }

    public Task ShowNew(HttpContext context) => ShowAgreeAsync(context, tokens.ReadNewAddress(ReaderPages.Token(context)), isNew: true);

    public Task ShowOld(HttpContext context) => ShowAgreeAsync(context, tokens.ReadOldAddress(ReaderPages.Token(context)), isNew: false);

    public Task AgreeNew(HttpContext context) => AgreeAsync(context, tokens.ReadNewAddress(ReaderPages.Token(context)), isNew: true);

    public async Task AgreeOld(HttpContext context)
    {
        var form = await SubmittedForm.ReadAsync(context);
        var token = tokens.ReadOldAddress(ReaderPages.Token(context));
        if (form.Choice != Refuse)
            await AgreeAsync(context, token, isNew: false);
        else if (token is { } opened && await readers.FindKnownAsync(context, opened.Id) is { } reader && await changes.WithdrawAsync(reader.Id, opened.At, context.RequestAborted))
            await readers.SayAsync(context, "addressKept", linkTo: links.Preferences(reader.Id), email: ReaderPages.Masked(reader));
        else
            await readers.ExpiredAsync(context);
    }

    private async Task ShowAgreeAsync(HttpContext context, (long Id, DateTimeOffset At)? token, bool isNew)
    {
        if (token is { } opened && await readers.FindKnownAsync(context, opened.Id) is { } reader && await changes.FindAsync(reader.Id, opened.At, context.RequestAborted) is { } change)
            await readers.ShowAsync(context, "address-agree", "addressAgree", new { email = ReaderPages.Masked(reader), newEmail = change.NewEmail.Masked, action = readers.Action(context), isNew });
        else
            await readers.ExpiredAsync(context);
    }

    private async Task AgreeAsync(HttpContext context, (long Id, DateTimeOffset At)? token, bool isNew)
    {
        var reader = token is { } opened ? await readers.FindKnownAsync(context, opened.Id) : null;
        var stage = reader is null ? ChangeStage.Gone : await changes.AgreeAsync(reader.Id, token!.Value.At, isNew, context.RequestAborted);
        await (stage switch
        {
            ChangeStage.Changed => readers.SayAsync(context, "addressChanged"),
            ChangeStage.Waiting => readers.SayAsync(context, "addressWaits"),
            _ => readers.ExpiredAsync(context),
        });
    }

    private Task ShowFormAsync(HttpContext context, Subscriber reader, string typed, string? error = null) => readers.ShowAsync(
        context,
        "address",
        "address",
        new { email = ReaderPages.Masked(reader), action = readers.Action(context), typed, error, preferencesUrl = links.Preferences(reader.Id) },
        error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private async Task<Subscriber?> ReaderAsync(HttpContext context) =>
        await readers.FindAsync(context, tokens.ReadPreferences(ReaderPages.Token(context))) is { Status: SubscriberStatus.Confirmed } reader ? reader : null;
}
