using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Publisher.Web;

namespace Publisher.Feeds;

/// <summary>The answer to a request for a feed: RFC 9110, sections 8, 9 and 13. Ranges are not served, so a thousand of them cost nothing (section 14.2).</summary>
internal static class FeedAnswer
{
    private const int Piece = 64 * 1024;

    // Seconds.
    private const string Moment = "10";

    public static Task WriteAsync(HttpContext context, PublishedFile file)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return LookAsync(context, file, HttpMethods.IsHead(method));
        if (HttpMethods.IsOptions(method))
            Allow(context);
        else
            Forbid(context, FeedHeaders.Methods);
        return Task.CompletedTask;
    }

    public static void Forbid(HttpContext context, string allowed)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = allowed;
        context.Response.ContentLength = 0;
    }

    /// <summary>For a feed that will be there in a moment.</summary>
    public static void Postpone(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Moment;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
    }

    private static Task LookAsync(HttpContext context, PublishedFile file, bool headOnly)
    {
        var request = context.Request.Headers;
        var representation = file.As(ContentCodings.Choose(request.AcceptEncoding, file.Gzip is not null, file.Brotli is not null));
        if (Conditional.IsKnown(request, representation.ETag, file.LastModified))
        {
            FeedHeaders.Write(context.Response.Headers, file, representation);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (!headOnly && !representation.IsHeld)
            return SendAsync(context, file, representation);
        Begin(context.Response, file, representation);
        return headOnly ? Task.CompletedTask : Written(context.Response.BodyWriter.WriteAsync(representation.Bytes));
    }

    private static void Begin(HttpResponse response, PublishedFile file, Representation representation)
    {
        FeedHeaders.Write(response.Headers, file, representation);
        response.Headers.ContentType = file.ContentType;
        if (representation.Coding is { } coding)
            response.Headers.ContentEncoding = coding;
        response.ContentLength = representation.Length;
    }

    // A browser asks first whether a page of elsewhere may ask with conditions.
    private static void Allow(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Allow = headers.AccessControlAllowMethods = FeedHeaders.Methods;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders = FeedHeaders.AllowedHeaders;
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Opened before anything is promised: it may be replaced at any time, but an open file stays what it is.
    private static async Task SendAsync(HttpContext context, PublishedFile file, Representation representation)
    {
        await using var content = representation.Open();
        if (content is null)
        {
            Postpone(context);
            return;
        }

        Begin(context.Response, file, representation);
        await CopyAsync(content.SafeFileHandle, representation.Length, context.Response.BodyWriter, context.RequestAborted);
    }

    // Read into the connection's own buffers, without another between.
    private static async Task CopyAsync(SafeFileHandle file, long length, PipeWriter output, CancellationToken cancellation)
    {
        for (long at = 0; at < length;)
        {
            var memory = output.GetMemory(Piece);
            var read = await RandomAccess.ReadAsync(file, memory[..(int)Math.Min(memory.Length, length - at)], at, cancellation);
            if (read == 0)
                throw new EndOfStreamException("a feed file was cut short while it was sent");
            output.Advance(read);
            at += read;
            if ((await output.FlushAsync(cancellation)).IsCompleted)
                return;
        }
    }

    private static Task Written(ValueTask<FlushResult> flush) => flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
}
