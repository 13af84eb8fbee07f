using System.Text;
using Publisher.Mail;
using Publisher.Storage;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>What is kept of a reader, for the reader to see and to have erased. It is shown behind a link that is mailed for the purpose: who was forwarded a newsletter holds the others.</summary>
internal sealed class OwnDataPages(Database database, Subscriptions subscriptions, SubscriberBook book, Tokens tokens, SubscriberLinks links, ReaderPages readers, TimeProvider time)
{
    private static readonly TimeSpan ShowWithin = TimeSpan.FromDays(3);
    private static readonly TimeSpan EraseWithin = TimeSpan.FromDays(1);

    public async Task ShowAsk(HttpContext context)
    {
        if (await AskerAsync(context) is { } reader)
            await readers.ShowAsync(context, "ask-data", "askData", new { email = ReaderPages.Masked(reader), action = readers.Action(context) });
        else
            await readers.ExpiredAsync(context);
    }

    public async Task Ask(HttpContext context)
    {
        if (await AskerAsync(context) is not { } reader)
        {
            await readers.ExpiredAsync(context);
            return;
        }

        await subscriptions.MailDataAsync(reader.Id, context.RequestAborted);
        await readers.SayAsync(context, "dataAsked", linkTo: links.Preferences(reader.Id), email: ReaderPages.Masked(reader));
    }

    public async Task Show(HttpContext context)
    {
        if (await DataAsync(context) is { } data)
            await readers.ShowAsync(context, "own-data", "ownData", new { json = Encoding.UTF8.GetString(SubscribersJson.Of(data)), fileUrl = readers.Action(context) + "/file" });
        else
            await readers.ExpiredAsync(context);
    }

    public async Task Download(HttpContext context)
    {
        if (await DataAsync(context) is not { } data)
        {
            await readers.ExpiredAsync(context);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"subscription.json\"";
        await context.WriteBodyAsync(SubscribersJson.Of(data));
    }

    public async Task ShowErase(HttpContext context)
    {
        if (await ErasableAsync(context) is { } reader)
            await readers.ShowAsync(context, "erase", "erase", new { email = ReaderPages.Masked(reader), action = readers.Action(context), preferencesUrl = links.Preferences(reader.Id) });
        else
            await readers.ExpiredAsync(context);
    }

    public async Task Erase(HttpContext context)
    {
        if (await ErasableAsync(context) is { } reader && EmailAddress.TryParse(reader.Email, out var email))
        {
            await book.EraseAsync(email, context.RequestAborted);
            await readers.SayAsync(context, "erased");
        }
        else
        {
            await readers.ExpiredAsync(context);
        }
    }

    private Task<Subscriber?> AskerAsync(HttpContext context) => readers.FindKnownAsync(context, tokens.ReadPreferences(ReaderPages.Token(context)));

    private async Task<OwnData?> DataAsync(HttpContext context) =>
        tokens.ReadData(ReaderPages.Token(context)) is { } token && time.GetUtcNow() - token.At <= ShowWithin
        && await readers.FindKnownAsync(context, token.Id) is { } reader && EmailAddress.TryParse(reader.Email, out var email)
            ? await OwnData.ReadAsync(database, email, context.RequestAborted)
            : null;

    private async Task<Subscriber?> ErasableAsync(HttpContext context) =>
        tokens.ReadErase(ReaderPages.Token(context)) is { } token && time.GetUtcNow() - token.At <= EraseWithin ? await readers.FindKnownAsync(context, token.Id) : null;
}
