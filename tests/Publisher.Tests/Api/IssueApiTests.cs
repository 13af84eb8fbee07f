using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Bounces;
using Publisher.Mail.Reports;
using Publisher.Tests.Admin;
using Publisher.Tests.Support;

namespace Publisher.Tests.Api;

/// <summary>Issues, deliveries, posts and suppressions by the API.</summary>
public sealed class IssueApiTests : ApiTests
{
    public override async ValueTask InitializeAsync()
    {
        foreach (var number in Enumerable.Range(1, 9))
            Folder.Write($"posts/2026-01-1{number}-a.md", Some.PostText($"Post {number}", $"2026-01-1{number} 08:00:00 +0000"));
        Folder.Write("posts/2026-01-20-draft.md", Some.PostText("Draft", more: "draft: true"));
        await base.InitializeAsync();
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 400, issues: 12, "text");
    }

    [Fact]
    public async Task Issues_come_newest_first_and_one_with_its_account()
    {
        Assert.Equal(await QueryAsync("select id from issues order by id desc"), (await AllAsync("/issues?limit=5")).Select(issue => issue.GetProperty("id").ToString()));
        Assert.Equal(await QueryAsync("select id from issues order by id"), (await AllAsync("/issues?limit=5&sort=id")).Select(issue => issue.GetProperty("id").ToString()));
        Assert.Empty(await AllAsync("/issues?status=cancelled"));
        var issue = Json(await GetAsync("/issues/12"));
        string[] counts = ["sent", "failed", "withheld", "unknown", "pending", "deferred", "sending"];
        Assert.Equal(issue.GetProperty("planned").GetInt64(), counts.Sum(name => issue.GetProperty(name).GetInt64()));
        Assert.Equal(await QueryAsync("select count(*) from deliveries where issue_id = 12 and status = 'failed'"), [issue.GetProperty("failed").ToString()]);
        Assert.Contains(issue.GetProperty("reasons").EnumerateArray(), reason => reason.GetProperty("status").GetString() == "failed");
        IsProblem("not-found", 404, await GetAsync("/issues/99"));
    }

    [Fact]
    public async Task The_account_of_an_issue_that_is_done_stays_right_when_a_mail_comes_back_and_when_a_reader_is_forgotten()
    {
        await KeepAccountAsync();
        await ExecuteAsync($"update deliveries set settled_at = {Start.ToUnixTimeMilliseconds()} where issue_id = 11");
        var before = Json(await GetAsync("/issues/11"));
        var bounces = Publisher.Services.GetRequiredService<BounceBook>();
        var counted = await Publisher.Database.WriteAsync(transaction => bounces.CountAsync(transaction, new(11, 11, new StatusCode(4, 2, 2), "452 4.2.2 full"), CancellationToken.None), CancellationToken.None);
        Assert.True(counted.IsCounted);
        Assert.Equal(before.GetProperty("failed").GetInt64() + 1, Json(await GetAsync("/issues/11")).GetProperty("failed").GetInt64());

        await KeepAccountAsync();
        await SendAsync("DELETE", "/subscribers/21", Token);
        var after = Json(await GetAsync("/issues/11"));
        Assert.Equal((before.GetProperty("planned").GetInt64() - 1, before.GetProperty("sent").GetInt64() - 2), (after.GetProperty("planned").GetInt64(), after.GetProperty("sent").GetInt64()));
    }

    [Fact]
    public async Task An_issue_is_paused_resumed_retried_and_cancelled()
    {
        Assert.Equal("""{"outcome":"done","count":null}""", (await PostAsync("/issues/12/pause")).Text);
        Assert.Equal("""{"outcome":"already","count":null}""", (await PostAsync("/issues/12/pause")).Text);
        Assert.Equal(["12"], (await AllAsync("/issues?status=paused")).Select(issue => issue.GetProperty("id").ToString()));
        Assert.Equal("paused by the operator", Json(await GetAsync("/issues/12")).GetProperty("reason").GetString());
        var failed = (await QueryAsync("select count(*) from deliveries where issue_id = 12 and status = 'failed'"))[0];
        var unknown = (await QueryAsync("select count(*) from deliveries where issue_id = 12 and status = 'unknown'"))[0];
        Assert.Equal($$"""{"outcome":"done","count":{{failed}}}""", (await PostAsync("/issues/12/retry")).Text);
        Assert.Equal($$"""{"outcome":"done","count":{{unknown}}}""", (await PostAsync("/issues/12/retry", """{"unknown":true}""")).Text);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/issues/12/cancel")).Status);
        IsProblem("conflict", 409, await PostAsync("/issues/12/resume"));
        IsProblem("not-found", 404, await PostAsync("/issues/99/pause"));
    }

    [Fact]
    public async Task Deliveries_of_an_issue_come_in_pages_and_by_status()
    {
        Assert.Equal(
            await QueryAsync("select subscriber_id from deliveries where issue_id = 12 order by subscriber_id"),
            (await AllAsync("/issues/12/deliveries?limit=90")).Select(delivery => delivery.GetProperty("subscriber").ToString()));
        Assert.Equal(
            await QueryAsync("select subscriber_id from deliveries where issue_id = 12 and status = 'deferred' order by subscriber_id"),
            (await AllAsync("/issues/12/deliveries?status=deferred&limit=10")).Select(delivery => delivery.GetProperty("subscriber").ToString()));
        IsProblem("not-found", 404, await GetAsync("/issues/99/deliveries"));
    }

    [Fact]
    public async Task A_page_with_a_rare_status_looks_at_a_bounded_number_of_rows_and_goes_on()
    {
        await ExecuteAsync("insert into deliveries (issue_id, subscriber_id, status, attempts, due_at) with recursive n (i) as (select 1001 union all select i + 1 from n where i < 6000) select 11, i, 'sent', 1, 0 from n");
        await ExecuteAsync("update deliveries set status = 'failed' where issue_id = 11 and subscriber_id in (5000, 5999)");
        var first = Json(await GetAsync("/issues/11/deliveries?status=failed"));
        Assert.NotNull(first.GetProperty("next").GetString());
        Assert.Equal(
            await QueryAsync("select subscriber_id from deliveries where issue_id = 11 and status = 'failed' order by subscriber_id"),
            (await AllAsync("/issues/11/deliveries?status=failed")).Select(delivery => delivery.GetProperty("subscriber").ToString()));
    }

    [Fact]
    public async Task Posts_come_by_path_with_their_verdicts()
    {
        var paths = (await AllAsync("/posts?limit=4")).Select(post => post.GetProperty("path").GetString()!).ToList();
        Assert.Equal(11, paths.Count);
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
        Assert.Equal(Enumerable.Reverse(paths), (await AllAsync("/posts?limit=3&sort=-path")).Select(post => post.GetProperty("path").GetString()!));
        Assert.Equal(["2026-01-20-draft.md"], (await AllAsync("/posts?status=draft")).Select(post => post.GetProperty("path").GetString()!));
        Assert.Equal(["Post 3"], (await AllAsync("/posts?path=2026-01-13-a.md")).Select(post => post.GetProperty("title").GetString()!));
        Assert.Empty(await AllAsync("/posts?path=2026-01-13-b.md"));
    }

    [Fact]
    public async Task Held_posts_are_listed_released_and_dismissed()
    {
        var ids = (await AllAsync("/posts?status=published")).Select(post => post.GetProperty("id").GetString()!).Take(3).ToList();
        foreach (var (id, at) in ids.Select((id, at) => (id, at)))
            await ExecuteAsync($"insert into releases (post_id, state, at) values ('{id}', 'held', {at}) on conflict (post_id) do update set state = 'held', at = excluded.at");
        Assert.Equal(ids, (await AllAsync("/held-posts?limit=1")).Select(post => post.GetProperty("id").GetString()!));
        Assert.Equal("""{"outcome":"done","count":1}""", (await PostAsync("/held-posts/release", $$"""{"ids":["{{ids[0]}}","{{ids[0]}}"]}""")).Text);
        Assert.Equal("""{"outcome":"done","count":2}""", (await PostAsync("/held-posts/dismiss", $$"""{"ids":["{{ids[1]}}","{{ids[2]}}","tag:nothing"]}""")).Text);
        Assert.Equal("""{"outcome":"already","count":0}""", (await PostAsync("/held-posts/release", $$"""{"ids":["{{ids[1]}}"]}""")).Text);
        Assert.Equal(["released"], await QueryAsync($"select state from releases where post_id = '{ids[0]}'"));
    }

    [Fact]
    public async Task Suppressions_are_listed_found_by_address_made_and_lifted()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            Publisher.Time.Advance(TimeSpan.FromSeconds(number % 2));
            Assert.Equal("manual", Json(await PostAsync("/suppressions", $$"""{"email":"gone{{number}}@example.com"}""")).GetProperty("reason").GetString());
        }

        var hashes = await QueryAsync("select address_hash from suppressions order by suppressed_at, address_hash");
        Assert.Equal(hashes, (await AllAsync("/suppressions?limit=2")).Select(row => row.GetProperty("hash").GetString()!));
        Assert.Equal(Enumerable.Reverse(hashes), (await AllAsync("/suppressions?limit=2&sort=-at")).Select(row => row.GetProperty("hash").GetString()!));
        Assert.Equal(5, (await AllAsync("/suppressions?reason=manual&limit=3")).Count);
        Assert.Empty(await AllAsync("/suppressions?reason=complaint"));
        var one = Assert.Single(await AllAsync("/suppressions?email=GONE3@example.com")).GetProperty("hash").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync("DELETE", $"/suppressions/{one}", Token)).Status);
        IsProblem("not-found", 404, await SendAsync("DELETE", $"/suppressions/{one}", Token));
        Assert.Empty(await AllAsync("/suppressions?email=gone3@example.com"));
        Assert.DoesNotContain("gone1@example.com", string.Concat(await QueryAsync("select address_hash from suppressions")), StringComparison.Ordinal);
    }

    // As it is kept when an issue is done.
    private async Task KeepAccountAsync()
    {
        await ExecuteAsync("delete from issue_accounts where issue_id = 11");
        await ExecuteAsync("insert into issue_accounts (issue_id, status, count) select issue_id, status, count(*) from deliveries where issue_id = 11 group by issue_id, status");
    }
}
