namespace Publisher.Web;

/// <summary>What GET and HEAD have in common, which is all but the body.</summary>
internal static class Methods
{
    public static IReadOnlyList<string> Look { get; } = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Says how long the body is, and sends it to who asked for it.</summary>
    public static async Task WriteBodyAsync(this HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
