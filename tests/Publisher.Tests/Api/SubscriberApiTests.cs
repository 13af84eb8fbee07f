using System.Net;
using Publisher.Tests.Admin;
using Publisher.Tests.Support;

namespace Publisher.Tests.Api;

/// <summary>Readers by the API: the same deeds as by pages and commands.</summary>
public sealed class SubscriberApiTests : ApiTests
{
    [Fact]
    public async Task A_person_is_asked_by_mail_and_becomes_a_reader_by_its_link()
    {
        var added = await PostAsync("/subscribers", """{"email":"Jane@Example.com","cadence":"weekly","topics":["News"," Mail "],"language":"pt_br"}""");
        Assert.Equal((HttpStatusCode.Accepted, """{"id":1,"outcome":"mailqueued"}""", "https://blog.example/api/v1/subscribers/1"), (added.Status, added.Text, added["Location"]));
        IsProblem("conflict", 409, await PostAsync("/subscribers", """{"email":"jane@example.com"}"""));
        await Publisher.UntilAsync(() => new Outbox(Folder).To("Jane@example.com").Count > 0, "the mail that asks");
        var reader = Json(await GetAsync("/subscribers/1"));
        Assert.Equal("Jane@example.com unconfirmed weekly pt-BR", $"{reader.GetProperty("email")} {reader.GetProperty("status")} {reader.GetProperty("cadence")} {reader.GetProperty("language")}");
        Assert.Equal(["News", "Mail"], reader.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
    }

    [Fact]
    public async Task Who_is_vouched_for_is_a_reader_at_once_is_changed_removed_brought_back_and_forgotten()
    {
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/subscribers", """{"email":"jane@example.com","confirmed":true}""")).Status);
        Assert.Equal((HttpStatusCode.OK, """{"id":1,"outcome":"already"}"""), await BothAsync(PostAsync("/subscribers", """{"email":"jane@example.com"}""")));
        Assert.Equal("""{"outcome":"done","count":null}""", (await SendAsync("PATCH", "/subscribers/1", Token, """{"cadence":"monthly","timeZone":"Asia/Tokyo","format":"text","topics":[],"pausedUntil":"2026-03-01T00:00:00+09:00"}""")).Text);
        var reader = Json(await GetAsync("/subscribers/1"));
        Assert.Equal("monthly Asia/Tokyo text 2026-02-28T15:00:00Z operator", $"{reader.GetProperty("cadence")} {reader.GetProperty("timeZone")} {reader.GetProperty("format")} {reader.GetProperty("pausedUntil")} {reader.GetProperty("consent")}");
        await SendAsync("PATCH", "/subscribers/1", Token, """{"pausedUntil":null,"timeZone":null}""");
        Assert.Equal(" ", $"{Json(await GetAsync("/subscribers/1")).GetProperty("pausedUntil")} {Json(await GetAsync("/subscribers/1")).GetProperty("timeZone")}");

        Assert.Equal("""{"outcome":"done","count":null}""", (await PostAsync("/subscribers/1/remove")).Text);
        Assert.Equal("""{"outcome":"already","count":null}""", (await PostAsync("/subscribers/1/remove")).Text);
        await SendAsync("PATCH", "/subscribers/1", Token, """{"cadence":"daily"}""");
        reader = Json(await GetAsync("/subscribers/1"));
        Assert.Equal("unsubscribed daily True manual", $"{reader.GetProperty("status")} {reader.GetProperty("cadence")} {reader.GetProperty("suppressed")} {reader.GetProperty("reason")}");
        IsProblem("conflict", 409, await PostAsync("/subscribers/1/confirm"));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/subscribers/1/confirm", """{"lift":true}""")).Status);
        Assert.Equal("confirmed False", $"{Json(await GetAsync("/subscribers/1")).GetProperty("status")} {Json(await GetAsync("/subscribers/1")).GetProperty("suppressed")}");

        Assert.Equal((HttpStatusCode.NoContent, ""), await BothAsync(SendAsync("DELETE", "/subscribers/1", Token)));
        IsProblem("not-found", 404, await SendAsync("DELETE", "/subscribers/1", Token));
        IsProblem("not-found", 404, await GetAsync("/subscribers/1"));
        IsProblem("not-found", 404, await GetAsync("/subscribers/1/deliveries"));
        IsProblem("conflict", 409, await PostAsync("/subscribers", """{"email":"jane@example.com","confirmed":true}"""));
        Assert.DoesNotContain("jane", Publisher.Log.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Readers_come_in_pages_in_both_orders_by_status_and_by_address()
    {
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 500, issues: 1, "text");
        var ids = (await AllAsync("/subscribers?limit=70")).Select(reader => reader.GetProperty("id").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(1, 500).Select(id => (long)id), ids);
        Assert.Equal(Enumerable.Reverse(ids), (await AllAsync("/subscribers?sort=-id&limit=200")).Select(reader => reader.GetProperty("id").GetInt64()));
        Assert.Equal(
            await QueryAsync("select id from subscribers where status = 'unsubscribed' order by id"),
            (await AllAsync("/subscribers?status=unsubscribed&limit=7")).Select(reader => reader.GetProperty("id").ToString()));
        Assert.Equal(["7"], (await AllAsync("/subscribers?email=READER7@example.com")).Select(reader => reader.GetProperty("id").ToString()));
        Assert.Empty(await AllAsync("/subscribers?email=nobody@example.com"));
        var first = await GetAsync("/subscribers?limit=2&status=confirmed");
        Assert.Equal($"<https://blog.example/api/v1/subscribers?limit=2&status=confirmed&cursor={Json(first).GetProperty("next")}>; rel=\"next\"", first["Link"]);
        Assert.Null((await GetAsync("/subscribers?limit=200&status=unconfirmed"))["Link"]);
    }

    [Fact]
    public async Task Deliveries_to_a_reader_are_found_issue_by_issue()
    {
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 30, issues: 60, "text");
        Assert.Equal(
            await QueryAsync("select issue_id || status from deliveries where subscriber_id = 5 order by issue_id desc"),
            (await AllAsync("/subscribers/5/deliveries?limit=2")).Select(delivery => $"{delivery.GetProperty("issue")}{delivery.GetProperty("status").GetString()}"));
    }

    private static async Task<(HttpStatusCode, string)> BothAsync(Task<Web.Answer> answer) => ((await answer).Status, (await answer).Text);
}
