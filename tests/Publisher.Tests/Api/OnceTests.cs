using System.Net;
using Publisher.Api.Tokens;

namespace Publisher.Tests.Api;

/// <summary>Requests with an Idempotency-Key are done once.</summary>
public sealed class OnceTests : ApiTests
{
    private const string Jane = """{"email":"jane@example.com","confirmed":true}""";

    [Fact]
    public async Task The_same_request_again_does_nothing_and_gets_the_same_answer()
    {
        var first = await PostAsync("/subscribers", Jane, key: "a");
        await PostAsync("/subscribers/1/remove");
        var again = await PostAsync("/subscribers", Jane, key: "a");
        Assert.Equal((HttpStatusCode.Created, first.Text, first["Location"], "application/json", "true"), (again.Status, again.Text, again["Location"], again["Content-Type"], again["Idempotent-Replayed"]));
        Assert.Null(first["Idempotent-Replayed"]);
        Assert.Equal(["unsubscribed"], await QueryAsync("select status from subscribers"));
    }

    [Fact]
    public async Task A_problem_is_repeated_too_but_not_one_of_the_form()
    {
        await PostAsync("/subscribers", Jane);
        await PostAsync("/subscribers/1/remove");
        IsProblem("conflict", 409, await PostAsync("/subscribers/1/confirm", key: "a"));
        Assert.Equal("true", (await PostAsync("/subscribers/1/confirm", key: "a"))["Idempotent-Replayed"]);
        IsProblem("conflict", 409, await PostAsync("/subscribers/1/confirm", key: "a"));
        IsProblem("invalid", 400, await PostAsync("/subscribers", "{}", key: "b"));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/subscribers", """{"email":"john@example.com","confirmed":true}""", key: "b")).Status);
    }

    [Fact]
    public async Task A_key_belongs_to_one_request_of_one_token()
    {
        await PostAsync("/subscribers", Jane, key: "a");
        IsProblem("key-reused", 422, await PostAsync("/subscribers", """{"email":"john@example.com","confirmed":true}""", key: "a"));
        IsProblem("key-reused", 422, await PostAsync("/subscribers/1/remove", key: "a"));
        var other = await SendAsync("POST", "/subscribers/1/remove", await TokenAsync(Scopes.WriteSubscribers), key: "a");
        Assert.Equal((HttpStatusCode.OK, """{"outcome":"done","count":null}"""), (other.Status, other.Text));
        IsProblem("invalid", 400, await PostAsync("/subscribers", Jane, key: new string('k', 256)));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/subscribers", """{"email":"jane@example.com","lift":true,"confirmed":true}""", key: "' or 1=1 --")).Status is HttpStatusCode.Created ? HttpStatusCode.OK : HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_is_being_answered_waits_and_what_was_cut_off_is_done_again()
    {
        await PostAsync("/subscribers", Jane, key: "a");
        await ExecuteAsync("update api_answers set status = null");
        var busy = await PostAsync("/subscribers", Jane, key: "a");
        IsProblem("in-the-works", 409, busy);
        Assert.Equal("1", busy["Retry-After"]);
        Publisher.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("""{"id":1,"outcome":"already"}""", (await PostAsync("/subscribers", Jane, key: "a")).Text);
    }

    [Fact]
    public async Task Many_at_once_are_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("/subscribers", Jane, key: "a")));
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, answer.Text));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created && answer["Idempotent-Replayed"] is null);
        Assert.Equal(["1"], await QueryAsync("select count(*) from subscribers"));
    }

    [Fact]
    public async Task Answers_are_forgotten_after_a_day_and_with_the_reader_they_name()
    {
        await PostAsync("/subscribers", Jane, key: "a");
        await PostAsync("/subscribers", """{"email":"john@example.com","confirmed":true}""", key: "b");
        await SendAsync("DELETE", "/subscribers/1", Token);
        Assert.Equal(["b"], await QueryAsync("select idempotency_key from api_answers"));
        Publisher.Time.Advance(TimeSpan.FromHours(25));
        await PostAsync("/subscribers/2/remove", key: "c");
        Assert.Equal(["c"], await QueryAsync("select idempotency_key from api_answers"));
    }
}
