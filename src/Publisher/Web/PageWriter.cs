using System.Text;
using Publisher.Posts;
using Publisher.Templates;

namespace Publisher.Web;

/// <param name="Url">The page's own address, where it has one that may be remembered.</param>
internal sealed record PageHead(string Title, string? Description = null, Uri? Url = null)
{
    /// <summary>Feeds of the page's own, before those of the site.</summary>
    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];
}

internal sealed record FeedLink(string Title, Uri Url, string Type)
{
    /// <summary>The name of the format alone.</summary>
    public string Format { get; init; } = Title;
}

internal sealed record MessageLink(Uri Url, string Text);

/// <summary>Writes pages from templates, and the short pages that say one thing.</summary>
internal sealed class PageWriter(TemplateSet templates, Site site, IReadOnlyList<FeedLink> feeds)
{
    /// <param name="model">What the template needs beside <c>site</c>, <c>feeds</c> and <c>page</c>.</param>
    public Task WriteAsync(HttpContext context, string name, string language, PageHead page, object model, int status = StatusCodes.Status200OK)
    {
        var shared = new Dictionary<string, object?> { ["site"] = site, ["feeds"] = feeds, ["page"] = page };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.WriteBodyAsync(Encoding.UTF8.GetBytes(templates.Render($"pages/{name}.html", language, model, shared)));
    }

    /// <summary>A page that says one thing, by the texts <c>KEY.heading</c> and <c>KEY.text</c>.</summary>
    /// <param name="linkTo">Where the text <c>KEY.link</c> leads, if anywhere.</param>
    /// <param name="backTo">The origin of the site that the reader comes from, if it is another.</param>
    public Task MessageAsync(HttpContext context, string key, int status = StatusCodes.Status200OK, Uri? linkTo = null, string email = "", string? backTo = null)
    {
        var language = Language(context);
        var heading = templates.Text($"{key}.heading", language);
        var text = templates.Text($"{key}.text", language, ("site", site.Title), ("email", email));
        var link = linkTo is null ? null : new MessageLink(linkTo, templates.Text($"{key}.link", language));
        var back = backTo is null ? null : new MessageLink(new(backTo), templates.Text("message.back", language, ("site", new Uri(backTo).Authority)));
        return WriteAsync(context, "message", language, new(heading), new { heading, text, link, back }, status);
    }

    public string Text(string key, HttpContext context) => Text(key, Language(context));

    public string Text(string key, string language) => templates.Text(key, language);

    /// <summary>From here on the answer is in a language that the reader chose.</summary>
    public static void Speak(HttpContext context, string language) => context.Items[nameof(Speak)] = language;

    /// <summary>The reader's language, as far as there are texts in it; else the site's.</summary>
    public string Language(HttpContext context)
    {
        if (context.Items[nameof(Speak)] is string chosen && templates.Spoken(chosen) is { } known)
            return known;
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality != 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value ?? "");
        return wanted.Select(templates.Spoken).FirstOrDefault(spoken => spoken is not null) ?? site.Language;
    }
}
