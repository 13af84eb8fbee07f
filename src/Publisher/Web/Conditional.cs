using Microsoft.Net.Http.Headers;

namespace Publisher.Web;

/// <summary>A body whose identity is known, so that who has it already need not be sent it again.</summary>
/// <param name="ETag">Strong and quoted.</param>
internal sealed record KnownBody(ReadOnlyMemory<byte> Bytes, string ContentType, string ETag, DateTimeOffset LastModified, string CacheControl);

/// <summary>Conditional requests: RFC 9110 section 13. If-None-Match beats If-Modified-Since, and nonsense is as if it were not there.</summary>
internal static class Conditional
{
    public static async Task WriteAsync(HttpContext context, KnownBody body)
    {
        var headers = context.Response.Headers;
        headers.ETag = body.ETag;
        headers.LastModified = HeaderUtilities.FormatDate(body.LastModified);
        headers.CacheControl = body.CacheControl;
        headers.AccessControlAllowOrigin = "*";
        if (IsKnown(context.Request, body))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = body.ContentType;
        await context.WriteBodyAsync(body.Bytes);
    }

    private static bool IsKnown(HttpRequest request, KnownBody body)
    {
        var conditions = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0 && conditions.IfNoneMatch is { Count: > 0 } tags)
            return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(body.ETag, StringComparison.Ordinal));
        // HTTP knows whole seconds only.
        return request.Headers.IfNoneMatch.Count == 0 && conditions.IfModifiedSince is { } since
            && body.LastModified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }
}
