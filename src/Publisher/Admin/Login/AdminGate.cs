using Microsoft.AspNetCore.Http.Features;
using Publisher.Web;

namespace Publisher.Admin.Login;

/// <summary>One look or act of somebody who is logged in.</summary>
/// <param name="Form">What was posted; empty where nothing was.</param>
internal sealed record AdminCall(HttpContext Context, AdminSession Session, IFormCollection Form)
{
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>The number in the address.</summary>
    public long Id => long.Parse((string)Context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A field of the query, within bounds.</summary>
    public string Query(string name, int most = 200) => ((string?)Context.Request.Query[name] ?? "").Trim() is var text && text.Length <= most ? text : "";
}

/// <summary>Stands before every page of the operator: off without a password, closed without a login, and no act without the form's own token.</summary>
internal sealed class AdminGate(AdminOptions options, AdminPassword password, AdminSessions sessions, AdminPages pages, PageWriter messages)
{
    private const string Policy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly FormOptions Bounds = new() { ValueCountLimit = 500, KeyLengthLimit = 64, ValueLengthLimit = 4096 };

    /// <summary>A page for who is not logged in yet; it is told the password's hash.</summary>
    public RequestDelegate Open(Func<HttpContext, string, Task> page) => async context =>
    {
        Guard(context.Response.Headers);
        if (await OnAsync(context) is { } hash)
            await page(context, hash);
    };

    public RequestDelegate Look(Func<AdminCall, Task> page) => async context =>
    {
        Guard(context.Response.Headers);
        if (await OnAsync(context) is not null && await SessionAsync(context) is { } session)
            await page(new(context, session, FormCollection.Empty));
    };

    public RequestDelegate Act(Func<AdminCall, Task> act) => async context =>
    {
        Guard(context.Response.Headers);
        if (await OnAsync(context) is null || await SessionAsync(context) is not { } session)
            return;
        var form = await FormAsync(context);
        if (IsFromElsewhere(context.Request) || !session.Sent(form["antiforgery"]))
            await messages.MessageAsync(context, "admin.oldForm", StatusCodes.Status400BadRequest, linkTo: pages.Home);
        else
            await act(new(context, session, form));
    };

    /// <exception cref="BadHttpRequestException">The body is no form, or too large.</exception>
    public static async Task<IFormCollection> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("a form is wanted here", StatusCodes.Status400BadRequest);
        try
        {
            return await context.Request.ReadFormAsync(Bounds, context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("the form cannot be read", StatusCodes.Status400BadRequest, fault);
        }
    }

    /// <summary>What browsers say of a form on another site (Fetch Metadata, <c>Sec-Fetch-Site</c>).</summary>
    public static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none";

    // What is off looks as if it had never been there.
    private async Task<string?> OnAsync(HttpContext context)
    {
        var hash = options.Enabled ? await password.HashAsync(context.RequestAborted) : null;
        if (hash is null)
            await messages.MessageAsync(context, "notFound", StatusCodes.Status404NotFound);
        return hash;
    }

    private async Task<AdminSession?> SessionAsync(HttpContext context)
    {
        var session = await sessions.FindAsync(context.Request.Cookies[LoginPages.Cookie], context.RequestAborted);
        if (session is null)
            pages.Redirect(context, HttpMethods.IsPost(context.Request.Method) ? "/login" : $"/login?next={Uri.EscapeDataString(context.Request.Path)}");
        return session;
    }

    private static void Guard(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XFrameOptions = "DENY";
        headers["X-Robots-Tag"] = "noindex";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
