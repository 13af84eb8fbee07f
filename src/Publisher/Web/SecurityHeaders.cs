using Microsoft.Extensions.Primitives;

namespace Publisher.Web;

/// <summary>Headers that every page carries: nothing is run, framed or guessed. Pages have no scripts, so none are allowed.</summary>
internal static class SecurityHeaders
{
    private const string NoFrame = "frame-ancestors 'none'";
    private static readonly StringValues Policy = $"default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; form-action 'self'; {NoFrame}; base-uri 'none'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Write(context.Response.Headers);
        return next(context);
    });

    /// <summary>Lets some sites show this one page in a frame (CSP, <c>frame-ancestors</c>).</summary>
    public static void LetFrame(IHeaderDictionary headers, IEnumerable<string> sites) =>
        headers.ContentSecurityPolicy = Policy.ToString().Replace(NoFrame, $"frame-ancestors {string.Join(' ', sites)}", StringComparison.Ordinal);

    public static void Write(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = NoReferrer;
    }
}
