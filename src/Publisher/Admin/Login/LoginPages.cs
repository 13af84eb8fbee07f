using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Publisher.Posts;
using Publisher.Subscribers;

namespace Publisher.Admin.Login;

/// <summary>The way in and out.</summary>
internal sealed partial class LoginPages(AdminPassword password, SecondFactor second, AdminSessions sessions, LoginLimits limits, Askers askers, AdminPages pages, Site site, ILogger<LoginPages> log) : IDisposable
{
    public const string Cookie = "publisher-admin";

    // To hash takes a tenth of a second of one core: who guesses gets no more than one.
    private readonly SemaphoreSlim alone = new(1);

    public Task Show(HttpContext context, string hash) => ShowAsync(context, Next(context.Request.Query["next"]), isRefused: false);

    // The answer is the same whether the password was wrong or was not looked at.
    public async Task LogIn(HttpContext context, string hash)
    {
        var form = await AdminGate.FormAsync(context);
        var (from, next) = (From(context), Next(form["next"]));
        if (!AdminGate.IsFromElsewhere(context.Request) && limits.Take(from) && await FitsAsync(hash, (string?)form["password"] ?? "", context.RequestAborted)
            && await second.TakeAsync((string?)form["code"] ?? "", context.RequestAborted)
            && await sessions.StartAsync(hash, context.RequestAborted) is { } session)
        {
            limits.Forget(from);
            LogEntered();
            context.Response.Cookies.Append(Cookie, session.Token, Options(context));
            pages.Redirect(context, next);
            return;
        }

        LogRefused();
        await ShowAsync(context, next, isRefused: true);
    }

    public async Task LogOut(AdminCall call)
    {
        await sessions.EndAsync(call.Session, call.Aborted);
        call.Context.Response.Cookies.Delete(Cookie, Options(call.Context));
        pages.Redirect(call.Context, "/login");
    }

    public void Dispose() => alone.Dispose();

    private async Task ShowAsync(HttpContext context, string next, bool isRefused) =>
        await pages.WriteAsync(context, null, "login", "admin.login.title", new { next, isRefused, asksForCode = await second.SecretAsync(context.RequestAborted) is not null }, isRefused ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);

    private async Task<bool> FitsAsync(string hash, string given, CancellationToken cancellation)
    {
        await alone.WaitAsync(cancellation);
        try
        {
            return password.Fits(hash, given);
        }
        finally
        {
            alone.Release();
        }
    }

    private CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = !IsPlainHere(context),
        SameSite = SameSiteMode.Strict,
        Path = pages.Root,
        MaxAge = AdminSessions.Longest,
    };

    // A browser on this machine that asks without a proxy in between.
    private bool IsPlainHere(HttpContext context) =>
        !context.Request.IsHttps && site.Url.Scheme != "https"
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var address) && IPAddress.IsLoopback(address)));

    // Of IPv6, what one household is given.
    private string From(HttpContext context) => askers.Client(context) switch
    {
        null => "here",
        { AddressFamily: AddressFamily.InterNetwork } address => address.ToString(),
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        var address => Askers.NetworkOf(address)!,
    };

    // Only to a page of ours.
    private static string Next(string? wanted) => wanted is { Length: < 100 } && OwnPath().Match(wanted) is { Success: true } match ? match.Groups[1].Value : "";

    [GeneratedRegex(@"^/admin((?:/[a-z0-9]+)*)\z")]
    private static partial Regex OwnPath();

    [LoggerMessage(601, LogLevel.Information, "Somebody logged in to /admin")]
    private partial void LogEntered();

    [LoggerMessage(602, LogLevel.Warning, "A login to /admin was refused")]
    private partial void LogRefused();
}
