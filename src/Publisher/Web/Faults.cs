namespace Publisher.Web;

/// <summary>Turns what went wrong below into a page that says so, and notes it once.</summary>
internal sealed partial class Faults(PageWriter pages, ILogger<Faults> log)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            SecurityHeaders.Write(context.Response.Headers);
            var isTooLarge = fault.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await pages.MessageAsync(context, isTooLarge ? "tooLarge" : "badRequest", fault.StatusCode);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            SecurityHeaders.Write(context.Response.Headers);
            LogFault(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?", fault);
            await pages.MessageAsync(context, "serverError", StatusCodes.Status500InternalServerError);
        }
    }

    // The route, not the address: addresses hold readers' tokens.
    [LoggerMessage(401, LogLevel.Error, "{Method} {Route} failed")]
    private partial void LogFault(string method, string route, Exception fault);
}
