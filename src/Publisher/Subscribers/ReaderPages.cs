using Publisher.Mail;
using Publisher.Posts;
using Publisher.Templates;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>What the pages of readers have in common: their language, the dead link, the masked address.</summary>
internal sealed class ReaderPages(Subscriptions subscriptions, PageWriter pages, TemplateSet templates, Site site)
{
    /// <summary>The reader of an opened token, in whose language the answer is from here on; null where there is none.</summary>
    public async Task<Subscriber?> FindAsync(HttpContext context, long? id)
    {
        var reader = id is { } known ? await subscriptions.FindAsync(known, context.RequestAborted) : null;
        if (reader is { HasChosenLanguage: true })
            PageWriter.Speak(context, reader.Language);
        return reader;
    }

    /// <summary>The same, of who confirmed once: before that there is nothing to change and nothing to see.</summary>
    public async Task<Subscriber?> FindKnownAsync(HttpContext context, long? id) =>
        await FindAsync(context, id) is { Status: not SubscriberStatus.Unconfirmed } reader ? reader : null;

    /// <summary>A page with the title <c>KEY.title</c>.</summary>
    public Task ShowAsync(HttpContext context, string name, string key, object model, int status = StatusCodes.Status200OK) =>
        pages.WriteAsync(context, name, pages.Language(context), new(pages.Text($"{key}.title", context)), model, status);

    public Task SayAsync(HttpContext context, string key, Uri? linkTo = null, string email = "") =>
        pages.MessageAsync(context, key, linkTo: linkTo, email: email);

    public Task ExpiredAsync(HttpContext context) =>
        pages.MessageAsync(context, "linkExpired", StatusCodes.Status404NotFound, linkTo: new(site.Url, "subscribe"));

    public Task BadRequestAsync(HttpContext context) => pages.MessageAsync(context, "badRequest", StatusCodes.Status400BadRequest);

    public string Text(HttpContext context, string key) => pages.Text(key, context);

    /// <summary>What a reader agrees to by a button: the sentence beside it, whoever the address belongs to.</summary>
    public ConsentText Consent(HttpContext context, string key)
    {
        var language = pages.Language(context);
        return new(language, templates.Text(key, language, ("site", site.Title)));
    }

    public string Action(HttpContext context) => site.Path.TrimEnd('/') + context.Request.Path;

    public static string Token(HttpContext context) => context.Request.RouteValues["token"] as string ?? "";

    public static string Masked(Subscriber subscriber) => EmailAddress.TryParse(subscriber.Email, out var email) ? email.Masked : "";
}
