using System.Text;
using Publisher.Admin.Login;
using Publisher.Mail;
using Publisher.Posts;
using Publisher.Posts.Reading;
using Publisher.Subscribers;
using Publisher.Templates;
using Publisher.Web;

namespace Publisher.Admin;

/// <summary>A post as a mail, before anybody gets it.</summary>
internal sealed class PreviewPages(AdminPages pages, SampleMails samples, TemplateSet templates, Sender sender, Site site)
{
    private const int LongestPath = 2000;

    // The mail is shown in a frame that runs nothing, knows no login, and stands in no page but ours.
    private const string FramePolicy = "sandbox allow-popups; default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private const string PagePolicy = "default-src 'none'; frame-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public async Task ShowAsync(AdminCall call)
    {
        if (samples.Find(call.Query("post", LongestPath)) is not { } post)
        {
            await pages.NotFoundAsync(call);
            return;
        }

        var (cadence, language) = (CadenceOf(call), LanguageOf(call));
        var mail = Write(post, cadence, language, out var fault);
        call.Context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        await pages.WriteAsync(call, "preview", "admin.preview.title", new
        {
            path = post.Path,
            cadence = SubscriberRows.Word(cadence),
            cadences = Enum.GetValues<Cadence>().Select(SubscriberRows.Word).Select(word => new { word, name = pages.Text(call, $"admin.cadence.{word}") }).ToList(),
            spoken = language,
            languages = templates.Languages.Select(known => new { tag = known.Tag, name = known.Name }).ToList(),
            from = sender.Name.Length > 0 ? $"{sender.Name} <{sender.Address}>" : sender.Address,
            subject = mail?.Subject,
            size = mail?.Html is { } html ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(html) / 1024.0:N1} KiB") : null,
            text = mail?.Fill(mail.Text),
            fault,
            query = $"?post={Uri.EscapeDataString(post.Path)}&cadence={SubscriberRows.Word(cadence)}&language={language}",
        });
    }

    public async Task MailAsync(AdminCall call)
    {
        if (samples.Find(call.Query("post", LongestPath)) is not { } post || Write(post, CadenceOf(call), LanguageOf(call), out _) is not { Html: { } html } mail)
        {
            await pages.NotFoundAsync(call);
            return;
        }

        var response = call.Context.Response;
        response.Headers.ContentSecurityPolicy = FramePolicy;
        response.Headers.XFrameOptions = "SAMEORIGIN";
        response.ContentType = "text/html; charset=utf-8";
        await call.Context.WriteBodyAsync(Encoding.UTF8.GetBytes(mail.Fill(html)));
    }

    private OutgoingMessage? Write(Post post, Cadence cadence, string language, out string? fault)
    {
        try
        {
            fault = null;
            return samples.Of(post, cadence, language);
        }
        catch (Exception wrong) when (wrong is PostException or TemplateException)
        {
            fault = wrong.Message;
            return null;
        }
    }

    private static Cadence CadenceOf(AdminCall call) => Enum.GetValues<Cadence>().FirstOrDefault(cadence => SubscriberRows.Word(cadence) == call.Query("cadence"));

    private string LanguageOf(AdminCall call) => templates.Languages.Select(known => known.Tag).FirstOrDefault(tag => tag == call.Query("language")) ?? templates.Spoken(site.Language) ?? site.Language;
}
