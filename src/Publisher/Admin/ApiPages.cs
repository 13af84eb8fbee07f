using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Api;
using Publisher.Api.Tokens;
using Publisher.Storage;
using Publisher.Webhooks;

namespace Publisher.Admin;

/// <summary>Other programs: who may ask the API, and who is told of events. No secret is shown: of a token its first letters, of a webhook its host.</summary>
internal sealed class ApiPages(AdminPages pages, Database database, ApiOptions api, ApiTokens tokens, WebhookQueue queue, TimeProvider time)
{
    private const int OnPage = 25;
    private const int MostTokens = 100;

    private static readonly (long At, long Id) First = (long.MaxValue, 0);

    public async Task ShowAsync(AdminCall call)
    {
        var (now, before) = (time.GetUtcNow(), Place(call.Query("before")));
        var (kept, webhooks, dead) = (await tokens.ListAsync(call.Aborted), await WebhookStanding.ReadAsync(database, call.Aborted), await queue.DeadAsync(before, OnPage + 1, call.Aborted));
        await pages.WriteAsync(call, "api", "admin.api.title", new
        {
            isOff = !api.Enabled,
            // Those that open something first, and the newest of them.
            tokens = kept.OrderByDescending(token => token.IsGood(now)).ThenByDescending(token => token.Id).Take(MostTokens).Select(token => Line(call, token, now)).ToList(),
            moreTokens = Math.Max(0, kept.Count - MostTokens),
            webhooks = webhooks.Select(webhook => Line(call, webhook)).ToList(),
            deadCount = AdminPages.Number(webhooks.Sum(webhook => webhook.Dead)),
            dead = dead.Take(OnPage).Select(message => new { at = pages.When(message.CreatedAt), type = message.Type, host = new Uri(message.Url).IdnHost, attempts = message.Attempts, reply = message.Reply }).ToList(),
            next = dead.Count > OnPage ? string.Create(CultureInfo.InvariantCulture, $"{dead[OnPage - 1].CreatedAt.ToUnixTimeMilliseconds()}-{dead[OnPage - 1].Id}") : null,
            isFirst = before == First,
        });
    }

    public async Task AskRevokeAsync(AdminCall call)
    {
        if ((await tokens.ListAsync(call.Aborted)).SingleOrDefault(token => token.Id == call.Id) is { } token)
            await pages.AskAsync(call, "admin.ask.revoke", $"{token.Name} ({token.Begins}…)", back: "/api");
        else
            await pages.NotFoundAsync(call);
    }

    public async Task RevokeAsync(AdminCall call)
    {
        if (await tokens.RevokeAsync(call.Id, call.Aborted) is { } isRevoked)
            pages.Redirect(call.Context, "/api", isRevoked ? AdminActs.Revoked : AdminActs.Nothing);
        else
            await pages.NotFoundAsync(call);
    }

    public async Task RetryAsync(AdminCall call) => pages.Redirect(call.Context, "/api", AdminActs.Retold, await queue.RetryAsync(time.GetUtcNow(), call.Aborted));

    private object Line(AdminCall call, ApiToken token, DateTimeOffset now) => new
    {
        id = token.Id,
        name = token.Name,
        begins = token.Begins,
        scopes = token.Scopes,
        isGood = token.IsGood(now),
        status = pages.Text(call, token.RevokedAt is not null ? "admin.status.token.revoked" : token.IsGood(now) ? "admin.status.token.good" : "admin.status.token.over"),
        until = pages.When(token.RevokedAt ?? token.ExpiresAt),
        made = pages.When(token.CreatedAt),
        used = pages.When(token.UsedAt),
    };

    private object Line(AdminCall call, WebhookStanding webhook) => new
    {
        host = webhook.ToString(),
        types = webhook.Types,
        isBad = webhook.Failures > 0 || webhook.Dead > 0,
        status = pages.Text(call, webhook.Failures > 0 ? "admin.status.webhook.failing" : webhook.Dead > 0 ? "admin.status.webhook.gaveUp" : "admin.status.webhook.good"),
        waiting = AdminPages.Number(webhook.Waiting),
        next = pages.When(webhook.Next),
        dead = AdminPages.Number(webhook.Dead),
        reply = webhook.Failures > 0 || webhook.Dead > 0 ? webhook.Reply : null,
    };

    private static (long, long) Place(string text) =>
        text.Split('-').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList() is [>= 0 and var at, >= 0 and var id] ? (at, id) : First;
}
