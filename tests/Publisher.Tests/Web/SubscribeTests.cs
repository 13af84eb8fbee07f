using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>The form that anybody may send, and anything with it.</summary>
public sealed class SubscribeTests : WebTests
{
    private const string Email = "reader@example.com";

    [Fact]
    public async Task A_request_is_kept_and_asks_by_mail()
    {
        var path = await ConfirmPathAsync(Email);

        Assert.Equal("unconfirmed", await StatusAsync(Email));
        Assert.Equal("https://blog.example" + path, Assert.Single(Outbox.To(Email)).TextBody!.Split('\n', StringSplitOptions.TrimEntries).Single(line => line.Contains(path, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_answer_is_the_same_whoever_has_the_address()
    {
        await ConfirmPathAsync("pending@example.com");
        await ReaderAsync("confirmed@example.com");
        await PostAsync((await ReaderAsync("gone@example.com")).Unsubscribe);

        var answers = new List<Answer>();
        foreach (var email in new[] { "new@example.com", "pending@example.com", "confirmed@example.com", "CONFIRMED@Example.COM", "gone@example.com" })
            answers.Add(await PostAsync("/subscribe", ("email", email)));
        answers.Add(await PostAsync("/subscribe", ("email", "robot@example.com"), ("website", "https://spam.example")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers.Select(answer => string.Join('\n', answer.Headers.Where(header => header.Key != "Date"))).Distinct());
        Assert.Contains("<h1>Check your mail</h1>", answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_fills_in_the_hidden_field_gets_no_mail()
    {
        await PostAsync("/subscribe", ("email", "robot@example.com"), ("website", "x"));
        await ConfirmPathAsync(Email);

        Assert.Null(await StatusAsync("robot@example.com"));
        Assert.Empty(Outbox.To("robot@example.com"));
    }

    [Fact]
    public async Task An_address_is_asked_to_confirm_once_a_day_and_three_times_a_month()
    {
        for (var hour = 0; hour < 60 * 24; hour += 6)
        {
            await PostAsync("/subscribe", ("email", hour % 12 == 0 ? Email : "READER@example.com"));
            Publisher.Time.Advance(TimeSpan.FromHours(6));
        }

        var days = (await QueryAsync("select created_at from notices")).Select(at => (long.Parse(at, CultureInfo.InvariantCulture) - Start.ToUnixTimeMilliseconds()) / 86_400_000.0);
        Assert.Equal([0, 1, 2, 30, 31, 32], days.Order());
        Assert.Equal(["1"], await QueryAsync("select count(*) from subscribers"));
    }

    [Fact]
    public async Task A_known_reader_is_told_so_once_a_day_and_stays_subscribed()
    {
        await ReaderAsync(Email);
        for (var i = 0; i < 3; i++)
            await PostAsync("/subscribe", ("email", Email), ("cadence", "monthly"));
        await Publisher.UntilAsync(() => Outbox.To(Email).Count == 2, "the mail that says it");
        await Publisher.QuietAsync();

        Assert.Equal(["Please confirm your subscription to Test blog", "You are already subscribed to Test blog"], Outbox.To(Email).Select(mail => mail.Subject).Order());
        Assert.Equal(["confirmed"], await QueryAsync("select status from subscribers where cadence = 'instant'"));
    }

    [Fact]
    public async Task Fifty_requests_at_once_give_one_reader_and_one_mail()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync("/subscribe", ("email", Email))));
        await Publisher.UntilAsync(() => Outbox.To(Email).Count > 0, "the mail");
        await Publisher.QuietAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(["1"], await QueryAsync("select count(*) from subscribers"));
        Assert.Equal(["1"], await QueryAsync("select count(*) from notices"));
        Assert.Single(Outbox.To(Email));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("\"><script>alert(1)</script>@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("Ann <a@example.com>")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("&lt;'\"{{ site.title }}")]
    public async Task What_is_no_address_is_shown_again_as_it_was_typed(string typed)
    {
        var page = await PostAsync("/subscribe", ("email", typed), ("cadence", "weekly"), ("topics", "C# & <b>"));
        using var form = new HtmlParser().ParseDocument(page.Text);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(typed.ReplaceLineEndings(""), form.QuerySelector("input[name=email]")!.GetAttribute("value")!.ReplaceLineEndings(""));
        Assert.Equal("weekly", form.QuerySelector("input[name=cadence][checked]")!.GetAttribute("value"));
        Assert.Equal("C# & <b>", form.QuerySelector("input[name=topics][checked]")!.GetAttribute("value"));
        Assert.Contains("name@example.com", form.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(form.QuerySelectorAll("script, b"));
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers"));
    }

    [Theory]
    [InlineData("application/json", "{\"email\":\"reader@example.com\"}")]
    [InlineData("text/plain", "email=reader@example.com")]
    [InlineData("", "email=reader@example.com")]
    [InlineData("nonsense", "email=reader@example.com")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=b", "never begins")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\ncut o")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nno header\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("application/x-www-form-urlencoded", "email=reader@example.com&cadence=hourly")]
    public async Task What_is_no_form_of_ours_is_a_bad_request(string contentType, string body)
    {
        var page = await PostAsync("/subscribe", contentType, body);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("<h1>That did not work</h1>", page.Text, StringComparison.Ordinal);
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers"));
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task A_form_of_many_fields_is_a_bad_request_and_no_fault() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/subscribe", "application/x-www-form-urlencoded", string.Concat(Enumerable.Repeat("a=b&", 1000)))).Status);

    [Theory]
    [InlineData("Content-Length: 10485760\r\n", "x")]
    [InlineData("Transfer-Encoding: chunked\r\n", "400\r\n")]
    public async Task A_form_of_ten_megabytes_is_refused_and_the_server_goes_on(string length, string chunk)
    {
        var (form, size) = ("application/x-www-form-urlencoded", 1024);
        var piece = Encoding.ASCII.GetBytes(chunk.Length > 1 ? chunk + new string('x', size) + "\r\n" : new string('x', size));
        var raw = await Wire.PourAsync(Server, $"POST /subscribe HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {form}\r\n{length}\r\n", piece, 10 * 1024);

        // What comes in pieces may break the rules of a form before it breaks the bound.
        Assert.Matches(chunk.Length > 1 ? "^HTTP/1.1 4(13|00) " : "^HTTP/1.1 413 ", raw);
        Assert.Matches("<h1>That (was too much|did not work)</h1>", raw);
        Assert.Contains("X-Content-Type-Options: nosniff", raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/subscribe", ("email", Email))).Status);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Theory]
    [InlineData("ja-JP", "ja")]
    [InlineData("JA-jp-anything, en;q=0.5", "ja")]
    [InlineData("en-GB;q=0.5, fr", "en")]
    [InlineData("fr, nonsense;;, *", "en")]
    public async Task A_reader_is_written_to_in_a_language_that_there_are_texts_in(string wanted, string language)
    {
        await SendAsync(HttpMethod.Post, "/subscribe", new FormUrlEncodedContent([KeyValuePair.Create("email", Email)]), ("Accept-Language", wanted));

        Assert.Equal([language], await QueryAsync("select language from subscribers"));
    }

    [Fact]
    public async Task Wishes_are_kept_within_bounds()
    {
        var topics = Enumerable.Range(0, 60).Select(i => ("topics", $"Topic {i}")).Prepend(("topics", new string('x', 101))).Prepend(("topics", "a\nb")).Prepend(("topics", " ")).Prepend(("topics", "topic 0"));
        await PostAsync("/subscribe", [("email", Email), ("cadence", "monthly"), .. topics]);

        var kept = Assert.Single(await QueryAsync("select topics from subscribers where cadence = 'monthly'")).Split('\n');
        Assert.Equal(["topic 0", .. Enumerable.Range(1, 49).Select(i => $"Topic {i}")], kept);
    }

    [Fact]
    public async Task The_form_is_no_readers_page_but_is_not_kept_either()
    {
        var page = await GetAsync("/subscribe", ("Accept-Language", "ja"));

        Assert.Equal((HttpStatusCode.OK, "no-store", "noindex"), (page.Status, page["Cache-Control"], page["X-Robots-Tag"]));
        Assert.Contains("メールで購読する", page.Text, StringComparison.Ordinal);
    }
}
