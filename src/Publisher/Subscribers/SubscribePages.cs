using Publisher.Mail;
using Publisher.Posts;
using Publisher.Templates;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>The way in: the form, here and on other sites, and the link that confirms it.</summary>
internal sealed class SubscribePages(
    Subscriptions subscriptions,
    Tokens tokens,
    SubscriberLinks links,
    SubscribeForms forms,
    Askers askers,
    ReaderPages readers,
    PageWriter pages,
    TemplateSet templates,
    SubscribersOptions options,
    Site site)
{
    public Task ShowSubscribe(HttpContext context) => ShowForm(context, forms.Empty());

    /// <summary>How another site takes the form.</summary>
    public Task ShowEmbed(HttpContext context)
    {
        var (language, action) = (pages.Language(context), new Uri(site.Url, "subscribe"));
        var snippet = templates.Render("pages/embed-snippet.html", language, new { site, action }).Trim();
        return readers.ShowAsync(context, "embed", "embed", new { snippet, action });
    }

    /// <summary>Lets scripts of any site send the form: it holds nothing of the reader's, no cookie and no password (Fetch, CORS protocol).</summary>
    public Task Preflight(HttpContext context)
    {
        Share(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.AccessControlAllowMethods = "GET, HEAD, POST";
        context.Response.Headers.AccessControlAllowHeaders = "Accept, Content-Type";
        context.Response.Headers.AccessControlMaxAge = "86400";
        return Task.CompletedTask;
    }

    public async Task Subscribe(HttpContext context)
    {
        Share(context);
        var form = await SubmittedForm.ReadAsync(context);
        if (form.Language is { Length: > 0 and < 36 } wanted && templates.Spoken(wanted) is { } spoken)
            PageWriter.Speak(context, spoken);
        if (form.Cadence is not { } cadence)
            await RefuseAsync(context, "badRequest.text", () => readers.BadRequestAsync(context));
        else if (!EmailAddress.TryParse(form.Email, out var email))
            await RefuseAsync(context, "subscribe.errorEmail", () => ShowForm(context, forms.Filled(form.Email, cadence, form.Topics, pages.Text("subscribe.errorEmail", context)), StatusCodes.Status400BadRequest));
        else
            await TakeAsync(context, form, email, new(cadence, form.Topics, pages.Language(context)));
    }

    public async Task ShowConfirm(HttpContext context)
    {
        if (await ConfirmableAsync(context) is not { } subscriber)
            await readers.ExpiredAsync(context);
        else
            await readers.ShowAsync(context, "confirm", "confirm", new { email = ReaderPages.Masked(subscriber), action = readers.Action(context) });
    }

    public async Task Confirm(HttpContext context)
    {
        if (tokens.ReadConfirm(ReaderPages.Token(context)) is { } token
            && await subscriptions.ConfirmAsync(token.Id, token.At, readers.Consent(context, "confirm.text"), context.RequestAborted))
            await readers.SayAsync(context, "confirmed", linkTo: links.Preferences(token.Id));
        else
            await readers.ExpiredAsync(context);
    }

    private async Task TakeAsync(HttpContext context, SubmittedForm form, EmailAddress email, Wish wish)
    {
        // Who fills in the field that people do not see is no reader; it is told what every reader is told.
        if (!form.IsTrapped)
            await subscriptions.RequestAsync(email, wish, askers.Of(context, form), context.RequestAborted);
        if (SubscribeAnswer.IsWanted(context.Request))
            await SubscribeAnswer.WriteAsync(context, StatusCodes.Status200OK, new("ok", pages.Text("checkMail.text", context)));
        else
            await pages.MessageAsync(context, "checkMail", backTo: askers.EmbeddingSite(context));
    }

    private Task RefuseAsync(HttpContext context, string key, Func<Task> show) => SubscribeAnswer.IsWanted(context.Request)
        ? SubscribeAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, new("invalid", pages.Text(key, context)))
        : show();

    private Task ShowForm(HttpContext context, SubscribeForm form, int status = StatusCodes.Status200OK)
    {
        Share(context);
        return pages.WriteAsync(context, "subscribe", pages.Language(context), new(pages.Text("subscribe.title", context)), new { form }, status);
    }

    private async Task<Subscriber?> ConfirmableAsync(HttpContext context)
    {
        var token = tokens.ReadConfirm(ReaderPages.Token(context));
        return await readers.FindAsync(context, token?.Id) is { Status: not SubscriberStatus.Unsubscribed } subscriber
            && subscriber.RequestedAt == token?.At && subscriptions.IsInTime(subscriber.RequestedAt)
            ? subscriber
            : null;
    }

    private void Share(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (options.FramedBy.Count > 0)
            SecurityHeaders.LetFrame(context.Response.Headers, options.FramedBy);
    }
}
