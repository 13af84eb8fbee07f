using System.Globalization;
using System.Text;
using Publisher.Admin.Login;
using Publisher.Posts;
using Publisher.Templates;
using Publisher.Web;

namespace Publisher.Admin;

/// <summary>Writes the operator's pages from the templates in <c>admin</c>, in the language of the browser and the time of the site.</summary>
internal sealed class AdminPages(TemplateSet templates, PageWriter pages, Site site)
{
    /// <summary>Where they are, as browsers see it.</summary>
    public string Root { get; } = site.Path.TrimEnd('/') + "/admin";

    public Uri Home { get; } = new(site.Url, "admin");

    /// <param name="session">Null for who is not logged in.</param>
    /// <param name="titleKey">The text that is the page's title.</param>
    public Task WriteAsync(HttpContext context, AdminSession? session, string name, string titleKey, object model, int status = StatusCodes.Status200OK)
    {
        var language = pages.Language(context);
        var shared = new Dictionary<string, object?>
        {
            ["site"] = site,
            ["root"] = Root,
            ["title"] = templates.Text(titleKey, language),
            ["token"] = session?.FormToken,
            ["section"] = ((string?)context.Request.Path ?? "").Split('/') is [_, _, var section, ..] ? section : "",
            ["said"] = Said(context, language),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.WriteBodyAsync(Encoding.UTF8.GetBytes(templates.Render($"admin/{name}.html", language, model, shared)));
    }

    public Task WriteAsync(AdminCall call, string name, string titleKey, object model) => WriteAsync(call.Context, call.Session, name, titleKey, model);

    /// <summary>Asks once more before something that cannot be undone, at the address that it is then posted to.</summary>
    /// <param name="key">Of the texts <c>KEY.title</c>, <c>KEY.text</c> and <c>KEY.button</c>.</param>
    /// <param name="name">What it would be done to.</param>
    /// <param name="back">Where a change of mind leads, below <see cref="Root"/>.</param>
    public Task AskAsync(AdminCall call, string key, string name, string back) =>
        WriteAsync(call, "ask", $"{key}.title", new { text = Text(call, $"{key}.text"), button = Text(call, $"{key}.button"), name, back, action = site.Path.TrimEnd('/') + call.Context.Request.Path });

    public Task NotFoundAsync(AdminCall call) => pages.MessageAsync(call.Context, "notFound", StatusCodes.Status404NotFound, linkTo: null);

    public string Text(AdminCall call, string key, params (string Name, string Value)[] args) => templates.Text(key, pages.Language(call.Context), args);

    /// <summary>After an act: to a page that says what came of it (RFC 9110, section 15.4.4).</summary>
    /// <param name="path">Below <see cref="Root"/>.</param>
    /// <param name="said">The end of a key <c>admin.said.…</c>.</param>
    /// <param name="count">How many it was done to.</param>
    public void Redirect(HttpContext context, string path, string? said = null, int? count = null)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Root + path + (said is null ? "" : string.Create(CultureInfo.InvariantCulture, $"?said={said}{(count is { } number ? $"&count={number}" : "")}"));
    }

    public string When(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, site.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public string? When(DateTimeOffset? at) => at is { } instant ? When(instant) : null;

    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    // Anybody can write a link: it may say nothing but what we say.
    private string? Said(HttpContext context, string language)
    {
        var key = AdminActs.Said.FirstOrDefault(known => known == context.Request.Query["said"]);
        var count = int.TryParse(context.Request.Query["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return key is null ? null : templates.Text($"admin.said.{key}", language, ("count", Number(count)));
    }
}
