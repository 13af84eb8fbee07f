using System.Globalization;
using System.Text;
using Publisher.Web;

namespace Publisher.WebSub;

/// <summary>Our own hub over HTTP (WebSub, section 5). What is accepted is verified later: the answer never waits for a callback.</summary>
internal sealed class HubEndpoint(HubRequests requests, Topics topics, HubGuard guard, HubLimits limits, TimeProvider time)
{
    private readonly HostRate rate = new(limits.RequestsOfHost, time);

    public async Task TakeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await RefusalAsync(context) is { } refusal)
            await RefuseAsync(context, refusal);
        else
            context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task<Refusal?> RefusalAsync(HttpContext context)
    {
        var (form, unread) = await HubForm.ReadAsync(context);
        if (form is null)
            return unread;
        var (request, fault) = HubRequest.Read(form, guard, limits);
        if (request is null)
            return new(StatusCodes.Status400BadRequest, fault!);
        // Who leaves a feed that is gone is let go.
        if (request.Mode == HubMode.Subscribe && !topics.Has(request.Topic))
            return new(StatusCodes.Status404NotFound, "hub.topic is no feed of this site; give the address that the feed names as its own, rel=\"self\"");
        return rate.Takes(request.Host)
            ? await requests.AddAsync(request, context.RequestAborted)
            : new(StatusCodes.Status429TooManyRequests, "too many requests for the host of hub.callback; ask again in a minute", TimeSpan.FromMinutes(1));
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (refusal.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return context.WriteBodyAsync(Encoding.UTF8.GetBytes(refusal.Sentence + "\n"));
    }
}
