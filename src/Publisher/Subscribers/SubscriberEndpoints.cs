using Publisher.Mail;
using Publisher.Posts;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>The reader's pages. GET asks, POST acts: a mail scanner that follows every link changes nothing.</summary>
internal sealed class SubscriberEndpoints(Subscriptions subscriptions, Tokens tokens, SubscriberLinks links, CatalogueStore catalogues, PageWriter pages, Site site)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.ServiceProvider.GetRequiredService<SubscriberEndpoints>();
        routes.MapMethods("/subscribe", Methods.Look, Of(own.ShowSubscribe));
        routes.MapPost("/subscribe", Of(own.Subscribe));
        routes.MapMethods("/confirm/{token}", Methods.Look, Of(own.ShowConfirm));
        routes.MapPost("/confirm/{token}", Of(own.Confirm));
        routes.MapMethods("/preferences/{token}", Methods.Look, Of(own.ShowPreferences));
        routes.MapPost("/preferences/{token}", Of(own.ChangePreferences));
        routes.MapMethods("/unsubscribe/{token}", Methods.Look, Of(own.ShowUnsubscribe));
        routes.MapPost("/unsubscribe/{token}", Of(own.Unsubscribe));
    }

    // A reader's page is nobody else's: no cache keeps it, no search engine finds it.
    private static RequestDelegate Of(RequestDelegate show) => context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return show(context);
    };

    private Task ShowSubscribe(HttpContext context) => ShowForm(context, SubscribeForm.Empty(catalogues.Current));

    private Task ShowForm(HttpContext context, SubscribeForm form, int status = StatusCodes.Status200OK) =>
        pages.WriteAsync(context, "subscribe", pages.Language(context), new(pages.Text("subscribe.title", context)), new { form }, status);

    private async Task Subscribe(HttpContext context)
    {
        var form = await SubmittedForm.ReadAsync(context);
        if (form.Cadence is not { } cadence)
        {
            await pages.MessageAsync(context, "badRequest", StatusCodes.Status400BadRequest);
            return;
        }

        if (!EmailAddress.TryParse(form.Email, out var email))
        {
            var topics = SubscribeForm.Offer(catalogues.Current, form.Topics);
            await ShowForm(context, new(form.Email, SubscriberRows.Word(cadence), topics, pages.Text("subscribe.errorEmail", context), ""), StatusCodes.Status400BadRequest);
            return;
        }

        // Who fills in the field that people do not see is no reader; it is told what every reader is told.
        if (!form.IsTrapped)
            await subscriptions.RequestAsync(email, new(cadence, form.Topics, pages.Language(context)), context.RequestAborted);
        await pages.MessageAsync(context, "checkMail");
    }

    private async Task ShowConfirm(HttpContext context)
    {
        if (await ConfirmableAsync(context) is not { } subscriber)
            await Expired(context);
        else
            await Show(context, "confirm", new { email = Masked(subscriber), action = Action(context) });
    }

    private async Task Confirm(HttpContext context)
    {
        if (tokens.ReadConfirm(Token(context)) is { } token && await subscriptions.ConfirmAsync(token.Id, token.RequestedAt, context.RequestAborted))
            await pages.MessageAsync(context, "confirmed", linkTo: links.Preferences(token.Id));
        else
            await Expired(context);
    }

    private async Task ShowPreferences(HttpContext context)
    {
        if (await FindAsync(tokens.ReadPreferences(Token(context)), context) is { Status: not SubscriberStatus.Unconfirmed } subscriber)
            await ShowPreferences(context, subscriber, saved: false);
        else
            await Expired(context);
    }

    private Task ShowPreferences(HttpContext context, Subscriber subscriber, bool saved) => Show(context, "preferences", new
    {
        email = Masked(subscriber),
        action = Action(context),
        cadence = SubscriberRows.Word(subscriber.Cadence),
        topics = SubscribeForm.Offer(catalogues.Current, subscriber.Topics),
        saved,
        left = subscriber.Status == SubscriberStatus.Unsubscribed,
        unsubscribeUrl = links.Unsubscribe(subscriber.Id),
    });

    private async Task ChangePreferences(HttpContext context)
    {
        var form = await SubmittedForm.ReadAsync(context);
        if (await FindAsync(tokens.ReadPreferences(Token(context)), context) is not { Status: not SubscriberStatus.Unconfirmed } subscriber)
            await Expired(context);
        else if (form.Cadence is not { } cadence)
            await pages.MessageAsync(context, "badRequest", StatusCodes.Status400BadRequest);
        else if (await subscriptions.ChangeAsync(subscriber.Id, cadence, form.Topics, context.RequestAborted))
            await pages.MessageAsync(context, "resubscribed", linkTo: links.Preferences(subscriber.Id));
        else
            await ShowPreferences(context, subscriber with { Cadence = cadence, Topics = form.Topics }, saved: true);
    }

    private async Task ShowUnsubscribe(HttpContext context)
    {
        if (await FindAsync(tokens.ReadUnsubscribe(Token(context)), context) is { } subscriber)
            await Show(context, "unsubscribe", new { email = Masked(subscriber), action = Action(context), preferencesUrl = links.Preferences(subscriber.Id) });
        else
            await Expired(context);
    }

    // RFC 8058 section 3.2: whatever the body says, the token tells who. No redirect, no cookie, and a second time is as good as the first.
    private async Task Unsubscribe(HttpContext context)
    {
        if (await FindAsync(tokens.ReadUnsubscribe(Token(context)), context) is not { } subscriber)
        {
            await Expired(context);
            return;
        }

        await subscriptions.UnsubscribeAsync(subscriber.Id, context.RequestAborted);
        await pages.MessageAsync(context, "unsubscribed", linkTo: links.Preferences(subscriber.Id), email: Masked(subscriber));
    }

    private async Task<Subscriber?> ConfirmableAsync(HttpContext context)
    {
        var token = tokens.ReadConfirm(Token(context));
        return await FindAsync(token?.Id, context) is { Status: not SubscriberStatus.Unsubscribed } subscriber
            && subscriber.RequestedAt == token?.RequestedAt && subscriptions.IsInTime(subscriber.RequestedAt)
            ? subscriber
            : null;
    }

    private async Task<Subscriber?> FindAsync(long? id, HttpContext context) =>
        id is { } known ? await subscriptions.FindAsync(known, context.RequestAborted) : null;

    private Task Show(HttpContext context, string name, object model) =>
        pages.WriteAsync(context, name, pages.Language(context), new(pages.Text($"{name}.title", context)), model);

    private Task Expired(HttpContext context) =>
        pages.MessageAsync(context, "linkExpired", StatusCodes.Status404NotFound, linkTo: new(site.Url, "subscribe"));

    private string Action(HttpContext context) => site.Path.TrimEnd('/') + context.Request.Path;

    private static string Token(HttpContext context) => context.Request.RouteValues["token"] as string ?? "";

    private static string Masked(Subscriber subscriber) => EmailAddress.TryParse(subscriber.Email, out var email) ? email.Masked : "";
}
