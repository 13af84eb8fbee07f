using Microsoft.Extensions.Primitives;

namespace Publisher.Web;

/// <summary>Headers that every page carries: nothing is run, framed or guessed. Pages have no scripts, so none are allowed.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues Policy = "default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Write(context.Response.Headers);
        return next(context);
    });

    public static void Write(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = NoReferrer;
    }
}
