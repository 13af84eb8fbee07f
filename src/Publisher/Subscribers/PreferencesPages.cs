using Publisher.Posts;
using Publisher.Templates;
using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>What a reader gets, and the way out.</summary>
internal sealed class PreferencesPages(
    Subscriptions subscriptions,
    Tokens tokens,
    SubscriberLinks links,
    SubscribeForms forms,
    ReaderPages readers,
    TemplateSet templates,
    Site site,
    TimeProvider time)
{
    public async Task Show(HttpContext context)
    {
        if (await ReaderAsync(context) is { } reader)
            await ShowAsync(context, reader);
        else
            await readers.ExpiredAsync(context);
    }

    public async Task Change(HttpContext context)
    {
        var form = await SubmittedForm.ReadAsync(context);
        if (await ReaderAsync(context) is not { } reader)
        {
            await readers.ExpiredAsync(context);
            return;
        }

        var (wanted, fault) = PreferencesForm.Read(form, reader, [.. templates.Languages.Select(language => language.Tag)], site.TimeZone, time.GetUtcNow());
        if (wanted is not null)
            await ChangeAsync(context, reader, wanted);
        else if (fault == PreferencesFault.Pause)
            await ShowAsync(context, reader with { Cadence = form.Cadence ?? reader.Cadence, Topics = form.Topics }, error: readers.Text(context, "preferences.errorPause"));
        else
            await readers.BadRequestAsync(context);
    }

    public async Task ShowUnsubscribe(HttpContext context)
    {
        if (await readers.FindAsync(context, tokens.ReadUnsubscribe(ReaderPages.Token(context))) is { } subscriber)
            await readers.ShowAsync(context, "unsubscribe", "unsubscribe", new { email = ReaderPages.Masked(subscriber), action = readers.Action(context), preferencesUrl = links.Preferences(subscriber.Id) });
        else
            await readers.ExpiredAsync(context);
    }

    // RFC 8058 section 3.2: whatever the body says, the token tells who. No redirect, no cookie, and a second time is as good as the first.
    public async Task Unsubscribe(HttpContext context)
    {
        if (await readers.FindAsync(context, tokens.ReadUnsubscribe(ReaderPages.Token(context))) is not { } subscriber)
        {
            await readers.ExpiredAsync(context);
            return;
        }

        await subscriptions.UnsubscribeAsync(subscriber.Id, context.RequestAborted);
        await readers.SayAsync(context, "unsubscribed", linkTo: links.Preferences(subscriber.Id), email: ReaderPages.Masked(subscriber));
    }

    private async Task ChangeAsync(HttpContext context, Subscriber reader, Preferences wanted)
    {
        var text = readers.Consent(context, "preferences.left");
        if (wanted.HasChosenLanguage)
            PageWriter.Speak(context, wanted.Language);
        if (await subscriptions.ChangeAsync(reader.Id, wanted, text, context.RequestAborted))
            await readers.SayAsync(context, "resubscribed", linkTo: links.Preferences(reader.Id));
        else
            await ShowAsync(context, await subscriptions.FindAsync(reader.Id, context.RequestAborted) ?? reader, saved: true);
    }

    private Task ShowAsync(HttpContext context, Subscriber reader, bool saved = false, string? error = null)
    {
        var (zone, now) = (Zones.Of(reader.TimeZone, site.TimeZone), time.GetUtcNow());
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return readers.ShowAsync(
            context,
            "preferences",
            "preferences",
            new
            {
                email = ReaderPages.Masked(reader),
                action = readers.Action(context),
                cadence = SubscriberRows.Word(reader.Cadence),
                topics = forms.Offer(reader.Topics),
                languages = templates.Languages.Select(language => new { tag = language.Tag, name = language.Name, chosen = language.Tag == (templates.Spoken(reader.Language) ?? site.Language) }).ToList(),
                zones = Zones.All,
                zone = reader.TimeZone ?? "",
                isOtherZone = reader.TimeZone is { } own && own != "UTC" && !Zones.All.Any(group => group.Zones.Any(choice => choice.Id == own)),
                siteZone = site.TimeZone.Id,
                format = SubscriberRows.Word(reader.Format),
                pauseUntil = PreferencesForm.PauseDate(reader.PausedUntil, zone, now),
                pausedUntil = reader.PausedUntil is { } until && until > now ? TimeZoneInfo.ConvertTime(until, zone) : (DateTimeOffset?)null,
                pauseFrom = Zones.DateText(today.AddDays(1)),
                pauseTo = Zones.DateText(today.AddDays(PreferencesForm.LongestPause)),
                saved,
                error,
                left = reader.Status == SubscriberStatus.Unsubscribed,
                unsubscribeUrl = links.Unsubscribe(reader.Id),
                addressUrl = links.Address(reader.Id),
                dataUrl = links.AskData(reader.Id),
                eraseUrl = links.Erase(reader.Id, now),
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private Task<Subscriber?> ReaderAsync(HttpContext context) => readers.FindKnownAsync(context, tokens.ReadPreferences(ReaderPages.Token(context)));
}
