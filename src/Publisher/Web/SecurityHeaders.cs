namespace Publisher.Web;

/// <summary>Headers that every answer carries: nothing is run, framed or guessed. Pages have no scripts, so none are allowed.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IReadOnlyList<(string Name, string Value)> All { get; } =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", Policy),
        ("Referrer-Policy", "no-referrer"),
    ];

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
