using System.Globalization;
using System.Text;
using Publisher.Api.Tokens;
using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.Web;

namespace Publisher.Api;

/// <summary>Stands before every route: who asks, whether they may, whether the request has its form, and whether it was done before.</summary>
internal sealed partial class ApiGate(ApiTokens tokens, RateLimits limits, WrongTokens wrong, Askers askers, KeptAnswers kept, Site site, TimeProvider time, ILogger<ApiGate> log)
{
    private const string Scheme = "Bearer ";

    public RequestDelegate Of(ApiRoute route) => context => ServeAsync(context, route);

    /// <summary>For what is below the API's root and is no route.</summary>
    public RequestDelegate Refusal(ProblemKind kind, string detail, string? allow = null) => context =>
    {
        if (allow is not null)
            context.Response.Headers.Allow = allow;
        return RefuseAsync(context, kind.Says(detail));
    };

    private Task ServeAsync(HttpContext context, ApiRoute route) => GuardedAsync(context, () => AnswerAsync(context, route));

    private Task RefuseAsync(HttpContext context, ApiAnswer refusal) => GuardedAsync(context, () => Task.FromResult(refusal));

    private async Task GuardedAsync(HttpContext context, Func<Task<ApiAnswer>> act)
    {
        Guard(context.Response.Headers);
        try
        {
            await SendAsync(context, await act());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await SendAsync(context, fault.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ProblemKind.TooLarge.Says(FormattableString.Invariant($"A body has at most {WebRoom.MaxBody} bytes"))
                : ProblemKind.Malformed.Says("The request cannot be read"));
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "?", fault);
            await SendAsync(context, ProblemKind.Failed.Says("The log of the service says what; nothing was done, or it can be asked again"));
        }
    }

    private async Task<ApiAnswer> AnswerAsync(HttpContext context, ApiRoute route)
    {
        var (token, refusal) = route.Scope is null ? default : await AdmitAsync(context, route);
        if (refusal is not null)
            return refusal;
        var bytes = await CallReader.BytesAsync(context);
        var (call, fault) = CallReader.Read(context, route, token, bytes);
        if (call is null)
            return fault!;
        var answer = await OnceAsync(call, bytes);
        if (route.Writes)
            LogAct(token!.Id, route.Id, answer.Status);
        return answer;
    }

    private async Task<ApiAnswer> OnceAsync(ApiCall call, ReadOnlyMemory<byte> body)
    {
        var request = call.Context.Request;
        if (!call.Route.Writes || !request.Headers.TryGetValue(KeptAnswers.Header, out var keys))
            return await call.Route.Serve(call);
        if (keys is not [{ Length: > 0 and <= KeptAnswers.Longest } key])
            return ProblemKind.Invalid.Says($"{KeptAnswers.Header} is one text of 1 to {KeptAnswers.Longest} characters");
        // The caller may go away; what it asked for is done all the same, and noted.
        return await kept.OnceAsync(call.Token!.Id, key, KeptAnswers.HashOf(request, body), () => call.Route.Serve(call), CancellationToken.None);
    }

    private async Task<(ApiToken? Token, ApiAnswer? Refusal)> AdmitAsync(HttpContext context, ApiRoute route)
    {
        var headers = context.Response.Headers;
        headers.WWWAuthenticate = "Bearer realm=\"publisher\"";
        if (context.Request.Headers.Authorization is not [{ } sent] || !sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return (null, ProblemKind.NoToken.Says("Send Authorization: Bearer and a token; `publisher api-tokens create` makes one"));
        headers.WWWAuthenticate = "Bearer realm=\"publisher\", error=\"invalid_token\"";
        var (token, refusal) = await FindAsync(context, sent[Scheme.Length..].Trim());
        if (token is null)
            return (null, refusal);
        headers.WWWAuthenticate = default;
        return await AdmitAsync(context, route, token);
    }

    private async Task<(ApiToken? Token, ApiAnswer? Refusal)> FindAsync(HttpContext context, string text)
    {
        var (from, hash) = (Askers.NetworkOf(askers.Client(context)) ?? "", TokenText.Hash(text));
        if (wrong.Wait(from, hash) is { } seconds)
            return (null, ProblemKind.TooMany.Says(string.Create(CultureInfo.InvariantCulture, $"More than {WrongTokens.PerMinute} wrong tokens came from your network in a minute; ask again in {seconds} seconds, with a token that is good")) with { RetryAfter = seconds });
        var token = await tokens.FindAsync(text, context.RequestAborted);
        if (token?.IsGood(time.GetUtcNow()) == true)
        {
            wrong.NoteGood(hash);
            return (token, null);
        }

        wrong.NoteWrong(from, hash);
        return (null, ProblemKind.BadToken.Says(token is null ? "It is none of this service" : token.RevokedAt is not null ? "It was revoked" : "Its time is over"));
    }

    private async Task<(ApiToken? Token, ApiAnswer? Refusal)> AdmitAsync(HttpContext context, ApiRoute route, ApiToken token)
    {
        var headers = context.Response.Headers;
        var allowance = limits.Take(token.Id);
        // draft-ietf-httpapi-ratelimit-headers
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";q={allowance.Limit};w=60");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";r={allowance.Left};t={allowance.Seconds}");
        if (!allowance.IsAllowed)
            return (null, ProblemKind.TooMany.Says(string.Create(CultureInfo.InvariantCulture, $"A token may ask {allowance.Limit} times a minute; ask again in {allowance.Seconds} seconds")) with { RetryAfter = allowance.Seconds });
        await tokens.NoteUseAsync(token, context.RequestAborted);
        if (route.Scope == ApiRoute.AnyToken || token.Scopes.Contains(route.Scope!))
            return (token, null);
        headers.WWWAuthenticate = $"Bearer realm=\"publisher\", error=\"insufficient_scope\", scope=\"{route.Scope}\"";
        return (null, ProblemKind.NoScope.Says($"This takes the scope {route.Scope}"));
    }

    private async Task SendAsync(HttpContext context, ApiAnswer answer)
    {
        var (response, root) = (context.Response, site.Url.AbsoluteUri.TrimEnd('/'));
        response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Location is { } location)
            response.Headers.Location = root + ApiRoute.Root + location;
        if (answer.Next is { } next)
            response.Headers.Link = $"<{root}{context.Request.Path}{QueryString.Create([.. context.Request.Query.Where(pair => pair.Key != Parameters.Cursor), new(Parameters.Cursor, next)])}>; rel=\"next\"";
        if (answer.IsRepeated)
            response.Headers[KeptAnswers.Repeated] = "true";
        if (answer.Body.Length == 0)
            return;
        response.ContentType = answer.IsProblem ? "application/problem+json" : "application/json";
        await context.WriteBodyAsync(answer.IsProblem ? [.. "{\"type\":\""u8, .. Encoding.ASCII.GetBytes(root), .. answer.Body.AsSpan(ApiAnswer.TypeAt)] : answer.Body);
    }

    private static void Guard(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["X-Robots-Tag"] = "noindex";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    [LoggerMessage(701, LogLevel.Information, "API: token {Token} asked for {Route}, and was answered {Status}")]
    private partial void LogAct(long token, string route, int status);

    [LoggerMessage(702, LogLevel.Error, "{Method} {Route} failed")]
    private partial void LogFault(string method, string route, Exception fault);
}
